// SPDX-License-Identifier: MIT OR Apache-2.0
// Copying and comparing bytes without a C library header; lengths of zero are fine with any pointer.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace ethereum
{

inline void copy_bytes(void *to, const void *from, size_t size)
{
    if (size != 0)
        __builtin_memcpy(to, from, size);
}

inline void move_bytes(void *to, const void *from, size_t size)
{
    if (size != 0)
        __builtin_memmove(to, from, size);
}

inline void zero_bytes(void *to, size_t size)
{
    if (size != 0)
        __builtin_memset(to, 0, size);
}

inline bool equal_bytes(const void *a, const void *b, size_t size)
{
    return size == 0 || __builtin_memcmp(a, b, size) == 0;
}

} // namespace ethereum
