// SPDX-License-Identifier: MIT OR Apache-2.0
// Bump allocator over the heap, which runs from _end to 0x78000000. Nothing is ever freed.
#ifndef PICO_ALLOC_H
#define PICO_ALLOC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// byte_count bytes at an address divisible by 8; contents are not specified. Ends the guest with exit code 1 and
// "memory limit exceeded" on stderr when the heap is used up.
void *pico_alloc(size_t byte_count);

#ifdef __cplusplus
}
#endif

#endif
