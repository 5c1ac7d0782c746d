// SPDX-License-Identifier: MIT OR Apache-2.0
// Calls whose results are known, as call_cases.py writes them, for guests that check them. Such a guest says how large its areas
// are (AREA_WORDS) and includes this once.
#ifndef CALL_CASES_H
#define CALL_CASES_H

#include "pico/pico.h"

// One call on an area of memory: operands are word offsets, so that they may overlap; all of the area must be as expected.
struct call_case {
    uint32_t code;
    uint16_t p, q;
    uint16_t has_q; // else a1 is flag
    uint16_t flag;
    uint16_t first, count;                 // words of the area that are laid down before the call; they follow in case_words
    uint16_t first_changed, count_changed; // words that the call changes, behind them
};

static uint32_t checks;

static void check(int passed)
{
    checks++;
    if (!passed) {
        pico_print("failed: check ");
        pico_print_u32(checks);
        pico_print("\n");
        pico_halt(checks);
    }
}

// Makes the calls; words are the operands and results of all of them, in order.
static void calls(const uint32_t *words, const struct call_case *cases, size_t count)
{
    const uint32_t *next = words;
    for (size_t i = 0; i < count; i++) {
        uint32_t area[AREA_WORDS], after[AREA_WORDS];
        for (uint32_t word = 0; word < AREA_WORDS; word++)
            area[word] = 0xa5a50000u + word;
        memcpy(area + cases[i].first, next, 4 * cases[i].count);
        memcpy(after, area, sizeof area);
        next += cases[i].count;
        memcpy(after + cases[i].first_changed, next, 4 * cases[i].count_changed);
        next += cases[i].count_changed;
        uint32_t result = pico_ecall(cases[i].code, pico_address(area + cases[i].p),
                                     cases[i].has_q ? pico_address(area + cases[i].q) : cases[i].flag);
        check(result == cases[i].code); // t0 keeps the code
        check(memcmp(area, after, sizeof area) == 0);
    }
}

#endif
