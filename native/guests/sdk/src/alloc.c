// SPDX-License-Identifier: MIT OR Apache-2.0
#include "pico/alloc.h"

#include <stdint.h>

#include "pico/io.h"

extern uint8_t _end[];
extern uint8_t __heap_limit[];

#define ALIGNMENT 8u

void *pico_alloc(size_t byte_count)
{
    static uintptr_t next;
    if (next == 0)
        next = (pico_address(_end) + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    // Compared before anything is rounded up, so that no size can wrap around.
    uintptr_t room = pico_address(__heap_limit) - next;
    if (byte_count > room)
        pico_fail("memory limit exceeded");
    uintptr_t start = next;
    next += (byte_count + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    return (void *)start;
}
