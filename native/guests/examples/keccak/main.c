// SPDX-License-Identifier: MIT OR Apache-2.0
// Keccak-256 (Ethereum's: padding 0x01, not SHA3's 0x06) in plain C, without the precompile.
// Input: one element, the message. Public values: its Keccak-256, 32 bytes.
#include "pico/pico.h"

#define LANES 25u
#define RATE 136u // bytes absorbed by a permutation

// FIPS 202, section 3.2.5: round constants of iota.
static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

// Rho's rotations and pi's lanes, in the order in which pi visits the lanes from lane 1 (sections 3.2.2 and 3.2.3).
static const uint8_t rotations[24] = { 1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                       27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44 };
static const uint8_t pi_lanes[24] = { 10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                      15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1 };

static uint64_t rotate(uint64_t value, unsigned count)
{
    return value << count | value >> (64 - count); // count is 1..62
}

static void permute(uint64_t state[LANES])
{
    for (unsigned round = 0; round < 24; round++) {
        uint64_t columns[5];
        for (unsigned x = 0; x < 5; x++)
            columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        for (unsigned x = 0; x < 5; x++) {
            uint64_t theta = columns[(x + 4) % 5] ^ rotate(columns[(x + 1) % 5], 1);
            for (unsigned y = 0; y < LANES; y += 5)
                state[x + y] ^= theta;
        }
        uint64_t moving = state[1];
        for (unsigned i = 0; i < 24; i++) {
            uint64_t next = state[pi_lanes[i]];
            state[pi_lanes[i]] = rotate(moving, rotations[i]);
            moving = next;
        }
        for (unsigned y = 0; y < LANES; y += 5) {
            uint64_t row[5];
            for (unsigned x = 0; x < 5; x++)
                row[x] = state[x + y];
            for (unsigned x = 0; x < 5; x++)
                state[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
        }
        state[0] ^= round_constants[round];
    }
}

static void absorb(uint64_t state[LANES], const uint8_t *block)
{
    for (unsigned i = 0; i < RATE / 8; i++) {
        uint64_t lane;
        memcpy(&lane, block + 8 * i, 8);
        state[i] ^= lane;
    }
    permute(state);
}

int main(void)
{
    pico_bytes message = pico_read_vec();
    uint64_t state[LANES] = { 0 };

    PICO_CYCLES_START("keccak");
    size_t done = 0;
    for (; message.size - done >= RATE; done += RATE)
        absorb(state, message.data + done);
    uint8_t last[RATE] = { 0 };
    memcpy(last, message.data + done, message.size - done);
    last[message.size - done] = 0x01;
    last[RATE - 1] |= 0x80;
    absorb(state, last);
    PICO_CYCLES_END("keccak");

    pico_commit(state, 32);
    return 0;
}
