// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs every RV32IM instruction on edge operands, with registers aliased and with x0, and compares with results that
// cases.py computed. Input: none. Public values: the number of cases, 4 bytes little-endian. Exit code: the first case
// that failed. EBREAK is left out (it ends a guest with an error), ECALL makes the output.
#include "pico/pico.h"

#define OPERANDS 17u
#define HALF 2048u

// Of operations.S: functions of one kind in a row, and their expected results in the same order.
typedef uint32_t function(uint32_t, uint32_t);
extern const uint32_t register_functions[], immediate_functions[], branch_functions[];
extern const uint32_t upper_functions[], load_functions[], store_functions[];
extern const uint32_t operand_values[OPERANDS], register_results[], immediate_results[], upper_results[];
extern const uint32_t load_results[], store_results[][3], jump_links[];
extern const uint8_t branch_results[];
extern const uint32_t register_count, immediate_count, branch_count, upper_count, load_count, store_count, jump_count;
extern function *const jump_functions[];
extern uint32_t store_aliased(uint32_t *word);
extern uint32_t fence_kept(uint32_t value);

static uint32_t cases;

static void check(uint32_t actual, uint32_t expected)
{
    cases++;
    if (actual != expected) {
        pico_print("failed: case ");
        pico_print_u32(cases);
        pico_print("\n");
        pico_halt(cases);
    }
}

// The function that begins at a word: variant v of n words each begins at n * v.
static function *at(const uint32_t *functions, uint32_t word)
{
    return (function *)(uintptr_t)(functions + word);
}

// Operand j of the pair whose first is i: with round 0 the same one, with round 1 another.
static uint32_t partner(uint32_t i, uint32_t round)
{
    return round == 0 ? i : (5 * i + 3) % OPERANDS;
}

static void register_operations(void)
{
    const uint32_t *results = register_results;
    for (uint32_t op = 0; op < register_count; op++, results += OPERANDS * OPERANDS) {
        const uint32_t *variants = register_functions + 8 * 3 * op;
        for (uint32_t i = 0; i < OPERANDS; i++) {
            uint32_t a = operand_values[i];
            for (uint32_t j = 0; j < OPERANDS; j++)
                check(at(variants, 3 * 0)(a, operand_values[j]), results[OPERANDS * i + j]);
            for (uint32_t round = 0; round < 2; round++) {
                uint32_t j = partner(i, round), b = operand_values[j], expected = results[OPERANDS * i + j];
                check(at(variants, 3 * 1)(a, b), expected);
                check(at(variants, 3 * 2)(a, b), expected);
                check(at(variants, 3 * 7)(a, b), 0);
            }
            uint32_t b = ~a; // must not matter
            check(at(variants, 3 * 3)(a, b), results[OPERANDS * i + i]);
            check(at(variants, 3 * 4)(a, b), results[OPERANDS * i + i]);
            check(at(variants, 3 * 5)(b, a), results[i]); // operand 0 is the number 0
            check(at(variants, 3 * 6)(a, b), results[OPERANDS * i]);
        }
    }
}

static void immediate_operations(void)
{
    const uint32_t *results = immediate_results;
    for (uint32_t op = 0; op < immediate_count; op++, results += OPERANDS) {
        const uint32_t *variants = immediate_functions + 4 * 3 * op;
        for (uint32_t i = 0; i < OPERANDS; i++) {
            uint32_t a = operand_values[i];
            check(at(variants, 3 * 0)(a, 0), results[i]);
            check(at(variants, 3 * 1)(a, 0), results[i]);
            check(at(variants, 3 * 2)(a, 0), results[0]);
            check(at(variants, 3 * 3)(a, 0), 0);
        }
    }
}

static void branches(void)
{
    const uint8_t *results = branch_results;
    for (uint32_t op = 0; op < branch_count; op++, results += OPERANDS * OPERANDS) {
        const uint32_t *variants = branch_functions + 5 * 7 * op + 2; // the entry is the third word
        for (uint32_t i = 0; i < OPERANDS; i++) {
            uint32_t a = operand_values[i];
            for (uint32_t j = 0; j < OPERANDS; j++) {
                check(at(variants, 7 * 0)(a, operand_values[j]), results[OPERANDS * i + j]);
                check(at(variants, 7 * 1)(a, operand_values[j]), results[OPERANDS * i + j]);
            }
            check(at(variants, 7 * 2)(a, ~a), results[OPERANDS * i + i]);
            check(at(variants, 7 * 3)(~a, a), results[i]);
            check(at(variants, 7 * 4)(a, ~a), results[OPERANDS * i]);
        }
    }
}

static void upper_immediates(void)
{
    for (uint32_t i = 0; i < upper_count; i++) {
        const uint32_t *variants = upper_functions + 10 * i;
        check(at(variants, 0)(0, 0), upper_results[i]);
        check(at(variants, 2)(0, 0), upper_results[i] + pico_address(variants + 2));
        check(at(variants, 4)(0, 0), 0);
        check(at(variants, 7)(0, 0), 0);
    }
}

static void fill(uint8_t *memory)
{
    for (uint32_t i = 0; i < 2 * HALF; i++)
        memory[i] = (uint8_t)(167 * i + (i >> 8));
}

static void memory_accesses(void)
{
    uint8_t *memory = pico_alloc(2 * HALF);
    uint32_t base = pico_address(memory + HALF);
    fill(memory);
    for (uint32_t i = 0; i < load_count; i++) {
        const uint32_t *variants = load_functions + 3 * 3 * i;
        check(at(variants, 3 * 0)(base, 0), load_results[i]);
        check(at(variants, 3 * 1)(base, 0), load_results[i]);
        check(at(variants, 3 * 2)(base, 0), 0);
    }
    for (uint32_t i = 0; i < store_count; i++) {
        const uint32_t *result = store_results[i];
        uint32_t *word = (uint32_t *)(uintptr_t)(memory + result[1]);
        int has_left = result[1] != 0, has_right = result[1] != 2 * HALF - 4;
        uint32_t before = word[0], left = has_left ? word[-1] : 0, right = has_right ? word[1] : 0;
        at(store_functions, 2 * i)(base, result[0]);
        check(word[0], result[2]);
        check(has_left ? word[-1] : 0, left);
        check(has_right ? word[1] : 0, right);
        word[0] = before;
    }
    uint32_t *word = (uint32_t *)(uintptr_t)memory;
    check(store_aliased(word), pico_address(word));
}

static void jumps(void)
{
    for (uint32_t i = 0; i < jump_count; i++)
        check(jump_functions[i](0, 0), jump_links[i]);
}

int main(void)
{
    register_operations();
    immediate_operations();
    branches();
    upper_immediates();
    memory_accesses();
    jumps();
    check(fence_kept(0x12345678), 0x12345678);

    pico_print_u32(cases);
    pico_print(" cases passed\n");
    pico_commit(&cases, sizeof cases);
    return 0;
}
