// SPDX-License-Identifier: MIT OR Apache-2.0
// Calls every precompile, hook and mode of the machine and compares with known answers (vectors.py says where they
// come from). Input: none. Public values: the number of checks, 4 bytes little-endian. Exit code: the first check
// that failed.
#include "pico/pico.h"

// One call of one precompile: which of the four forms is set says how it is called.
struct known_answer {
    void (*binary)(uint32_t *, const uint32_t *);
    void (*unary)(uint32_t *);
    void (*flagged)(uint32_t *, uint32_t);
    uint8_t uint256;
    uint8_t aliased; // both operands are p, at one address
    uint8_t flag;
    uint32_t p[24], q[24], expected[24];
};

#include "vectors.inc"

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

static void check_equal(const void *actual, const void *expected, size_t byte_count)
{
    check(memcmp(actual, expected, byte_count) == 0);
}

// The next input element must be these bytes.
static void check_next(const void *expected, size_t byte_count)
{
    pico_bytes element = pico_read_vec();
    check(element.size == byte_count && memcmp(element.data, expected, byte_count) == 0);
}

static void check_next_byte(uint8_t expected)
{
    check_next(&expected, 1);
}

static void fields_and_curves(void)
{
    for (size_t i = 0; i < sizeof known_answers / sizeof known_answers[0]; i++) {
        const struct known_answer *answer = &known_answers[i];
        uint32_t p[24], q[24];
        memcpy(p, answer->p, sizeof p);
        memcpy(q, answer->q, sizeof q);
        if (answer->uint256)
            pico_uint256_mul(p, q);
        else if (answer->binary)
            answer->binary(p, answer->aliased ? p : q);
        else if (answer->unary)
            answer->unary(p);
        else
            answer->flagged(p, answer->flag);
        check_equal(p, answer->expected, sizeof p); // all of it: the words behind the operand stay 0
        check_equal(q, answer->q, sizeof q);
    }
}

static void hashes(void)
{
    uint32_t schedule[64], state[8] = PICO_SHA256_STATE;
    memcpy(schedule, sha_schedule, 64);
    pico_sha_extend(schedule);
    check_equal(schedule, sha_schedule, sizeof schedule);
    pico_sha_compress(schedule, state);
    check_equal(state, sha_state, sizeof state);
    check_equal(schedule, sha_schedule, sizeof schedule);

    uint64_t lanes[25];
    memcpy(lanes, keccak_input, sizeof lanes);
    pico_keccak_permute(lanes);
    check_equal(lanes, keccak_output, sizeof lanes);

    uint32_t input[16] = { 0 }, output[16];
    pico_poseidon2_permute(input, output);
    check_equal(output, poseidon2_of_zeros, sizeof output);
    for (uint32_t i = 0; i < 16; i++)
        input[i] = i;
    pico_poseidon2_permute(input, output);
    check_equal(output, poseidon2_of_count, sizeof output);
    pico_poseidon2_permute(input, input); // in place
    check_equal(input, poseidon2_of_count, sizeof input);
}

// A quotient found outside the proof and checked inside: the way hints are meant to be used.
static void unconstrained(void)
{
    static volatile uint32_t in_memory = 1;
    volatile uint32_t on_stack = 1;
    if (pico_enter_unconstrained()) {
        in_memory = 2;
        on_stack = 2;
        uint32_t quotient = 1000003u / 7919u;
        pico_hint_push(&quotient, sizeof quotient);
        pico_exit_unconstrained();
    }
    check(in_memory == 1);
    check(on_stack == 1);
    uint32_t quotient;
    pico_read_exact(&quotient, sizeof quotient);
    check(quotient * 7919u <= 1000003u && 1000003u - quotient * 7919u < 7919u);
}

static void recover(const uint8_t *r, const uint8_t *alpha, uint8_t parity)
{
    uint8_t request[65];
    request[0] = (uint8_t)(parity << 7);
    memcpy(request + 1, r, 32);
    memcpy(request + 33, alpha, 32);
    pico_hook_ecrecover(request);
}

static void hooks(void)
{
    static const uint8_t zero[32], last[] = { 9, 8, 7, 6, 5 };
    pico_hint_push(last, sizeof last); // read after every answer: answers go before what waits in the stream
    recover(recover_r, recover_alpha, 0);
    check_next_byte(1);
    check_next(recover_even_y, 32);
    check_next(recover_r_inverse, 32);
    recover(recover_r, recover_alpha, 1);
    check_next_byte(1);
    check_next(recover_odd_y, 32);
    check_next(recover_r_inverse, 32);
    recover(no_point_r, no_point_alpha, 0);
    check_next_byte(0);
    check_next(no_point_root, 32);
    recover(zero, no_point_alpha, 0);
    check_next_byte(0);
    pico_hook_ed_decompress(ed_point);
    check_next_byte(1);
    pico_hook_ed_decompress(ed_no_point);
    check_next_byte(0);
    check(pico_read_size() == sizeof last);
    check_next(last, sizeof last);
    pico_hint_push(zero, 0); // an element may be empty
    check(pico_read_size() == 0);
    check_next(zero, 0);
}

int main(void)
{
    fields_and_curves();
    hashes();
    unconstrained();
    hooks();
    pico_commit(&checks, sizeof checks);
    return 0;
}
