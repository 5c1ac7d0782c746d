// SPDX-License-Identifier: MIT OR Apache-2.0
// Edge cases of Pico's precompiles and calls, compared with known answers (vectors.py): results 0, slopes 0, points off the
// curve, neutral points, operands that overlap or lie at the ends of memory, and calls that leave no trace. Input: none.
// Public values: the number of checks, 4 bytes little-endian. Exit code: the first check that failed.
#define AREA_WORDS 72
#include "../call_cases.h"
#include "vectors.inc"

// Operands in the first words that a program can use and in the last ones.
static void ends_of_memory(void)
{
    uint32_t *first = (uint32_t *)0x20, *last = (uint32_t *)0x77ffffe0;
    for (int i = 0; i < 8; i++) {
        first[i] = end_p[i];
        last[i] = end_q[i];
    }
    pico_secp256k1_fp_add(first, last);
    check(memcmp(first, end_sum, 32) == 0);
    pico_secp256k1_fp_mul(last, first);
    check(memcmp(last, end_product, 32) == 0);
}

// Lengths that are no multiple of 4 to a destination that has been written before: whole words change, nothing else.
static void hints(void)
{
    for (uint32_t length = 0; length <= 9; length++) {
        uint32_t words[4];
        memset(words, 0xee, sizeof words);
        pico_hint_push("123456789", length);
        check(pico_sys_hint_len() == length);
        pico_sys_hint_read(words, length);
        uint8_t expected[16];
        memset(expected, 0xee, sizeof expected);
        memset(expected, 0, (length + 3) / 4 * 4);
        memcpy(expected, "123456789", length);
        check(memcmp(words, expected, sizeof words) == 0);
    }
}

// The machine does nothing for it, whatever the pointers are; zeros are the digest of no proofs.
static void deferred_proofs(void)
{
    check(pico_ecall(PICO_VERIFY_PICO_PROOF, 3, 0xffffffff) == PICO_VERIFY_PICO_PROOF);
    for (uint32_t i = 0; i < 8; i++)
        check(pico_ecall(PICO_COMMIT_DEFERRED_PROOFS, i, 0) == PICO_COMMIT_DEFERRED_PROOFS);
}

// Blocks change no register and no memory, and the run goes on behind them.
static void unconstrained(void)
{
    static volatile uint32_t counter;
    for (uint32_t i = 0; i < 3; i++) {
        if (pico_enter_unconstrained()) {
            for (uint32_t j = 0; j < 200 * i; j++)
                counter += j;
            pico_hint_push(&i, sizeof i);
            pico_exit_unconstrained();
        }
        uint32_t pushed;
        pico_read_exact(&pushed, sizeof pushed);
        check(pushed == i && counter == 0);
    }
}

int main(void)
{
    calls(case_words, cases, sizeof cases / sizeof cases[0]);
    ends_of_memory();
    hints();
    deferred_proofs();
    unconstrained();
    pico_commit(&checks, sizeof checks);
    return 0;
}
