// SPDX-License-Identifier: MIT OR Apache-2.0
// Input, output and the end of a guest.
//
// Nothing binds the input to the proof: the prover chooses the number, lengths and contents of the elements. A guest
// checks what it reads, and commits whatever of it the proof is to speak about.
#ifndef PICO_IO_H
#define PICO_IO_H

#include <stddef.h>
#include <stdint.h>

#include "pico/syscalls.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pico_bytes {
    uint8_t *data; // 4-aligned, on the heap
    size_t size;
} pico_bytes;

// Byte length of the next input element, which stays the next one.
static inline size_t pico_read_size(void)
{
    return pico_sys_hint_len();
}

// Takes the next input element into memory from the heap.
pico_bytes pico_read_vec(void);

// Takes the next input element, which must have byte_count bytes (else the guest fails), to a 4-aligned destination
// with room for byte_count rounded up to 4: the last word is filled with zeros.
void pico_read_exact(void *destination, size_t byte_count);

// Text to stdout. The host shows it when a line is complete.
void pico_print(const char *text);
void pico_print_u32(uint32_t value);

// The host counts the cycles between a start and an end of the same name (a string literal); they may nest.
#define PICO_CYCLES_START(name) PICO_PRINT_LITERAL("cycle-tracker-start: " name "\n")
#define PICO_CYCLES_END(name) PICO_PRINT_LITERAL("cycle-tracker-end: " name "\n")
#define PICO_PRINT_LITERAL(text) pico_sys_write(PICO_FD_STDOUT, text, sizeof(text) - 1)

// Appends bytes to the public values, which the proof binds by their SHA-256.
void pico_commit(const void *bytes, size_t byte_count);

// Ends the guest: commits the SHA-256 of the public values and halts. Returning from main does the same.
// Only an execution with exit code 0 can be proven.
__attribute__((noreturn)) void pico_halt(uint32_t exit_code);

// Ends the guest with a line on stderr and exit code 1.
__attribute__((noreturn)) void pico_fail(const char *reason);

#ifdef __cplusplus
}
#endif

#endif
