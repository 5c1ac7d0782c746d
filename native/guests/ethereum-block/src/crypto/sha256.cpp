// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/accelerator.hpp"
#include "crypto/hashes.hpp"

namespace ethereum
{

namespace
{

void compress_block(uint32_t *state, const uint8_t *block)
{
    uint32_t w[64];
    for (size_t i = 0; i < 16; i++)
        w[i] = __builtin_bswap32(load_word(block + 4 * i));
    accelerator::sha256_compress(w, state);
}

} // namespace

void sha256(Hash32 &digest, Bytes data)
{
    uint32_t state[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    size_t whole = data.size / 64 * 64;
    for (size_t i = 0; i < whole; i += 64)
        compress_block(state, data.data + i);
    uint8_t last[128] = {};
    size_t rest = data.size - whole, padded = rest < 56 ? 64 : 128;
    if (rest != 0)
        copy_bytes(last, data.data + whole, rest);
    last[rest] = 0x80;
    uint64_t bits = static_cast<uint64_t>(data.size) * 8;
    for (size_t i = 0; i < 8; i++)
        last[padded - 1 - i] = static_cast<uint8_t>(bits >> (8 * i));
    for (size_t i = 0; i < padded; i += 64)
        compress_block(state, last + i);
    for (size_t i = 0; i < 8; i++) {
        uint32_t word = __builtin_bswap32(state[i]);
        copy_bytes(digest.bytes + 4 * i, &word, 4);
    }
}

} // namespace ethereum
