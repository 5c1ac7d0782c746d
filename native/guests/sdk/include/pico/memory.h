// SPDX-License-Identifier: MIT OR Apache-2.0
// The four memory functions that C compilers also call on their own. They work word by word wherever they can: one load
// or store is one cycle whatever its width.
#ifndef PICO_MEMORY_H
#define PICO_MEMORY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void *memcpy(void *destination, const void *source, size_t byte_count);
void *memmove(void *destination, const void *source, size_t byte_count);
void *memset(void *destination, int value, size_t byte_count);
int memcmp(const void *left, const void *right, size_t byte_count);

#ifdef __cplusplus
}
#endif

#endif
