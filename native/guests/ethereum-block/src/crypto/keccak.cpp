// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/keccak.hpp"

#include "crypto/accelerator.hpp"

namespace ethereum
{

namespace
{

constexpr size_t Rate = 136;

// Host and guest are little-endian, so lanes are bytes as they lie; words, for a guest's pointer is only 4-aligned.
void absorb_block(uint32_t *state, const uint8_t *block)
{
    for (size_t i = 0; i < Rate / 4; i++)
        state[i] ^= load_word(block + 4 * i);
}

void sponge(Hash32 &digest, Bytes data)
{
    alignas(8) uint64_t lanes[25] = {};
    alignas(8) uint32_t state[50] = {};
    const uint8_t *next = data.data;
    size_t rest = data.size;
    auto permute = [&] {
        copy_bytes(lanes, state, sizeof state);
        accelerator::keccak_permute(lanes);
        copy_bytes(state, lanes, sizeof state);
    };
    for (; rest >= Rate; rest -= Rate, next += Rate) {
        absorb_block(state, next);
        permute();
    }
    alignas(4) uint8_t last[Rate] = {};
    copy_bytes(last, next, rest);
    last[rest] = 0x01;
    last[Rate - 1] |= 0x80;
    absorb_block(state, last);
    permute();
    copy_bytes(digest.bytes, state, 32);
}

} // namespace

#if defined(__riscv)

void keccak256(Hash32 &digest, Bytes data)
{
    bool aligned = (reinterpret_cast<uintptr_t>(data.data) & 3) == 0;
    if (aligned && data.size <= PICO_KECCAK256_MAXIMUM) {
        struct pico_keccak256_request request;
        request.length = data.size;
        pico_keccak256(data.data, &request);
        copy_bytes(digest.bytes, request.digest, 32);
    } else {
        sponge(digest, data);
    }
}

#else

void keccak256(Hash32 &digest, Bytes data)
{
    sponge(digest, data);
}

#endif

} // namespace ethereum
