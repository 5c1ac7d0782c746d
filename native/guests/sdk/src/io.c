// SPDX-License-Identifier: MIT OR Apache-2.0
#include "pico/io.h"

#include "pico/alloc.h"
#include "pico/sha256.h"

// Runs over every byte committed.
static pico_sha256 public_values = { .state = PICO_SHA256_STATE };

static size_t text_length(const char *text)
{
    size_t length = 0;
    while (text[length] != 0)
        length++;
    return length;
}

pico_bytes pico_read_vec(void)
{
    size_t size = pico_read_size();
    pico_bytes element = { pico_alloc(size), size };
    pico_sys_hint_read(element.data, size);
    return element;
}

void pico_read_exact(void *destination, size_t byte_count)
{
    if (pico_read_size() != byte_count)
        pico_fail("input element has the wrong length");
    pico_sys_hint_read(destination, byte_count);
}

void pico_print(const char *text)
{
    pico_sys_write(PICO_FD_STDOUT, text, text_length(text));
}

void pico_print_u32(uint32_t value)
{
    char digits[10]; // 2^32 - 1 has ten
    unsigned first = sizeof digits;
    do {
        digits[--first] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    pico_sys_write(PICO_FD_STDOUT, digits + first, sizeof digits - first);
}

void pico_commit(const void *bytes, size_t byte_count)
{
    pico_sys_write(PICO_FD_PUBLIC_VALUES, bytes, byte_count);
    pico_sha256_update(&public_values, bytes, byte_count);
}

void pico_halt(uint32_t exit_code)
{
    union {
        uint8_t bytes[32];
        uint32_t words[8];
    } digest;
    pico_sha256_final(&public_values, digest.bytes);
    for (uint32_t i = 0; i < 8; i++)
        pico_sys_commit(i, digest.words[i]);
    pico_sys_halt(exit_code);
}

void pico_fail(const char *reason)
{
    pico_sys_write(PICO_FD_STDERR, reason, text_length(reason));
    pico_sys_write(PICO_FD_STDERR, "\n", 1);
    pico_halt(1);
}
