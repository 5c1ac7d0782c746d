// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/hashes.hpp"

namespace ethereum
{

namespace
{

// Message word and rotation of each step, left line and right line; functions and constants go by the round of 16.
constexpr uint8_t WordLeft[80] = {
    0,  1, 2,  3,  4, 5,  6,  7,  8, 9, 10, 11, 12, 13, 14, 15, 7, 4,  13, 1, 10, 6, 15, 3,  12, 0,  9,
    5,  2, 14, 11, 8, 3,  10, 14, 4, 9, 15, 8,  1,  2,  7,  0,  6, 13, 11, 5, 12, 1, 9,  11, 10, 0,  8,
    12, 4, 13, 3,  7, 15, 14, 5,  6, 2, 4,  0,  5,  9,  7,  12, 2, 10, 14, 1, 3,  8, 11, 6,  15, 13,
};
constexpr uint8_t WordRight[80] = {
    5,  14, 7, 0,  9, 2,  11, 4, 13, 6,  15, 8,  1,  10, 3, 12, 6, 11, 3, 7, 0,  13, 5, 10, 14, 15, 8,
    12, 4,  9, 1,  2, 15, 5,  1, 3,  7,  14, 6,  9,  11, 8, 12, 2, 10, 0, 4, 13, 8,  6, 4,  1,  3,  11,
    15, 0,  5, 12, 2, 13, 9,  7, 10, 14, 12, 15, 10, 4,  1, 5,  8, 7,  6, 2, 13, 14, 0, 3,  9,  11,
};
constexpr uint8_t RotateLeft[80] = {
    11, 14, 15, 12, 5,  8,  7,  9, 11, 13, 14, 15, 6,  7,  9, 8,  7,  6,  8,  13, 11, 9,  7,  15, 7,  12, 15,
    9,  11, 7,  13, 12, 11, 13, 6, 7,  14, 9,  13, 15, 14, 8, 13, 6,  5,  12, 7,  5,  11, 12, 14, 15, 14, 15,
    9,  8,  9,  14, 5,  6,  8,  6, 5,  12, 9,  15, 5,  11, 6, 8,  13, 12, 5,  12, 13, 14, 11, 8,  5,  6,
};
constexpr uint8_t RotateRight[80] = {
    8, 9,  9,  11, 13, 15, 15, 5,  7,  7, 8, 11, 14, 14, 12, 6, 9,  13, 15, 7,  12, 8,  9,  11, 7,  7,  12,
    7, 6,  15, 13, 11, 9,  7,  15, 11, 8, 6, 6,  14, 12, 13, 5, 14, 13, 13, 7,  5,  15, 5,  8,  11, 14, 14,
    6, 14, 6,  9,  12, 9,  12, 5,  15, 8, 8, 5,  12, 9,  12, 5, 14, 6,  8,  13, 6,  5,  15, 13, 11, 11,
};
constexpr uint32_t ConstantLeft[5] = { 0x00000000, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e };
constexpr uint32_t ConstantRight[5] = { 0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0x00000000 };

uint32_t rotate(uint32_t x, unsigned bits)
{
    return x << bits | x >> (32 - bits);
}

uint32_t mix(size_t round, uint32_t x, uint32_t y, uint32_t z)
{
    switch (round) {
    case 0:
        return x ^ y ^ z;
    case 1:
        return (x & y) | (~x & z);
    case 2:
        return (x | ~y) ^ z;
    case 3:
        return (x & z) | (y & ~z);
    default:
        return x ^ (y | ~z);
    }
}

void step(uint32_t *line, uint32_t function, uint32_t word, uint32_t constant, unsigned bits)
{
    uint32_t t = rotate(line[0] + function + word + constant, bits) + line[4];
    line[0] = line[4];
    line[4] = line[3];
    line[3] = rotate(line[2], 10);
    line[2] = line[1];
    line[1] = t;
}

void compress_block(uint32_t *state, const uint8_t *block)
{
    uint32_t left[5], right[5];
    copy_bytes(left, state, sizeof left);
    copy_bytes(right, state, sizeof right);
    for (size_t i = 0; i < 80; i++) {
        size_t round = i / 16;
        step(left, mix(round, left[1], left[2], left[3]), load_word(block + 4 * WordLeft[i]), ConstantLeft[round],
             RotateLeft[i]);
        step(right, mix(4 - round, right[1], right[2], right[3]), load_word(block + 4 * WordRight[i]),
             ConstantRight[round], RotateRight[i]);
    }
    uint32_t first = state[1] + left[2] + right[3];
    for (size_t i = 1; i < 4; i++)
        state[i] = state[i + 1] + left[(i + 2) % 5] + right[(i + 3) % 5];
    state[4] = state[0] + left[1] + right[2];
    state[0] = first;
}

} // namespace

void ripemd160(uint8_t digest[20], Bytes data)
{
    uint32_t state[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
    size_t whole = data.size / 64 * 64;
    for (size_t i = 0; i < whole; i += 64)
        compress_block(state, data.data + i);
    uint8_t last[128] = {};
    size_t rest = data.size - whole, padded = rest < 56 ? 64 : 128;
    if (rest != 0)
        copy_bytes(last, data.data + whole, rest);
    last[rest] = 0x80;
    uint64_t bits = static_cast<uint64_t>(data.size) * 8;
    copy_bytes(last + padded - 8, &bits, 8);
    for (size_t i = 0; i < padded; i += 64)
        compress_block(state, last + i);
    copy_bytes(digest, state, 20);
}

} // namespace ethereum
