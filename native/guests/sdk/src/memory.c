// SPDX-License-Identifier: MIT OR Apache-2.0
#include "pico/memory.h"

#include <stdint.h>

typedef uint32_t __attribute__((may_alias)) word;

static uintptr_t misalignment(const void *pointer)
{
    return (uintptr_t)pointer & 3;
}

// Both 4-aligned. Reads of a group of four come before its writes, so a destination below its source may overlap it.
static void copy_words(word *to, const word *from, size_t word_count)
{
    for (; word_count >= 8; word_count -= 8, to += 8, from += 8) {
        word a = from[0], b = from[1], c = from[2], d = from[3];
        to[0] = a;
        to[1] = b;
        to[2] = c;
        to[3] = d;
        a = from[4], b = from[5], c = from[6], d = from[7];
        to[4] = a;
        to[5] = b;
        to[6] = c;
        to[7] = d;
    }
    for (; word_count != 0; word_count--)
        *to++ = *from++;
}

// to is 4-aligned and from is not: each word is put together from two aligned loads. The loads stay within the aligned
// words that hold bytes of the source, so they touch no memory that a byte-wise copy would not bring along.
// A sum is cheaper to prove than a union of bits.
static void copy_shifted(word *to, const uint8_t *from, size_t word_count)
{
    unsigned low_shift = 8 * (unsigned)misalignment(from);
    unsigned high_shift = 32 - low_shift;
    const word *next = (const word *)(from - misalignment(from));
    word a = *next++;
    for (; word_count >= 4; word_count -= 4, to += 4, next += 4) {
        word b = next[0], c = next[1], d = next[2], e = next[3];
        to[0] = (a >> low_shift) + (b << high_shift);
        to[1] = (b >> low_shift) + (c << high_shift);
        to[2] = (c >> low_shift) + (d << high_shift);
        to[3] = (d >> low_shift) + (e << high_shift);
        a = e;
    }
    for (; word_count != 0; word_count--) {
        word b = *next++;
        *to++ = (a >> low_shift) + (b << high_shift);
        a = b;
    }
}

void *memcpy(void *destination, const void *source, size_t byte_count)
{
    uint8_t *to = destination;
    const uint8_t *from = source;
    for (; byte_count != 0 && misalignment(to) != 0; byte_count--)
        *to++ = *from++;
    size_t word_count = byte_count / 4;
    if (word_count != 0) {
        if (misalignment(from) == 0)
            copy_words((word *)to, (const word *)from, word_count);
        else
            copy_shifted((word *)to, from, word_count);
        to += 4 * word_count;
        from += 4 * word_count;
    }
    for (byte_count &= 3; byte_count != 0; byte_count--)
        *to++ = *from++;
    return destination;
}

void *memmove(void *destination, const void *source, size_t byte_count)
{
    uint8_t *to = destination;
    const uint8_t *from = source;
    // Forward copying is right unless the destination starts inside the source: it never reads behind what it wrote.
    if ((uintptr_t)to - (uintptr_t)from >= byte_count)
        return memcpy(destination, source, byte_count);
    to += byte_count;
    from += byte_count;
    if (misalignment(to) == misalignment(from)) {
        for (; byte_count != 0 && misalignment(to) != 0; byte_count--)
            *--to = *--from;
        for (; byte_count >= 4; byte_count -= 4) {
            to -= 4;
            from -= 4;
            *(word *)to = *(const word *)from;
        }
    }
    for (; byte_count != 0; byte_count--)
        *--to = *--from;
    return destination;
}

void *memset(void *destination, int value, size_t byte_count)
{
    uint8_t *to = destination;
    word pattern = (uint8_t)value * 0x01010101u;
    for (; byte_count != 0 && misalignment(to) != 0; byte_count--)
        *to++ = (uint8_t)value;
    for (; byte_count >= 16; byte_count -= 16, to += 16) {
        ((word *)to)[0] = pattern;
        ((word *)to)[1] = pattern;
        ((word *)to)[2] = pattern;
        ((word *)to)[3] = pattern;
    }
    for (; byte_count >= 4; byte_count -= 4, to += 4)
        *(word *)to = pattern;
    for (; byte_count != 0; byte_count--)
        *to++ = (uint8_t)value;
    return destination;
}

int memcmp(const void *left, const void *right, size_t byte_count)
{
    const uint8_t *a = left;
    const uint8_t *b = right;
    // Each loop stops at the first word that differs; the bytes below find the place in it.
    if (misalignment(a) == 0 && misalignment(b) == 0) {
        for (; byte_count >= 4 && *(const word *)a == *(const word *)b; byte_count -= 4) {
            a += 4;
            b += 4;
        }
    } else if (misalignment(a) == 0 && byte_count >= 4) {
        // As in copy_shifted.
        unsigned low_shift = 8 * (unsigned)misalignment(b);
        unsigned high_shift = 32 - low_shift;
        const word *next = (const word *)(b - misalignment(b));
        word low = *next++;
        for (; byte_count >= 4; byte_count -= 4) {
            word high = *next++;
            if (*(const word *)a != (low >> low_shift) + (high << high_shift))
                break;
            low = high;
            a += 4;
            b += 4;
        }
    }
    for (; byte_count != 0; byte_count--, a++, b++) {
        if (*a != *b)
            return *a - *b;
    }
    return 0;
}
