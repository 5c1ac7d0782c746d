// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/keccak.hpp"

#include "crypto/accelerator.hpp"

#if defined(__riscv)
#include "pico/alloc.h"
#endif

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

namespace
{

// Nodes of tries are shorter than this.
constexpr size_t SmallSize = 1024;

void hash_aligned(Hash32 &digest, const void *data, size_t size)
{
    struct pico_keccak256_request request;
    request.length = static_cast<uint32_t>(size);
    pico_keccak256(data, &request);
    for (size_t i = 0; i < 8; i++)
        copy_bytes(digest.bytes + 4 * i, request.digest + i, 4);
}

} // namespace

// The machine's call takes aligned data of a limited size; copying what is not aligned is far cheaper than absorbing it
// here.
void keccak256(Hash32 &digest, Bytes data)
{
    if (data.size > PICO_KECCAK256_MAXIMUM) {
        sponge(digest, data);
    } else if ((reinterpret_cast<uintptr_t>(data.data) & 3) == 0) {
        hash_aligned(digest, data.data, data.size);
    } else if (data.size <= SmallSize) {
        alignas(4) uint8_t copy[SmallSize];
        copy_bytes(copy, data.data, data.size);
        hash_aligned(digest, copy, data.size);
    } else {
        static void *buffer = nullptr;
        if (buffer == nullptr)
            buffer = pico_alloc(PICO_KECCAK256_MAXIMUM + 1);
        copy_bytes(buffer, data.data, data.size);
        hash_aligned(digest, buffer, data.size);
    }
}

#else

void keccak256(Hash32 &digest, Bytes data)
{
    sponge(digest, data);
}

#endif

} // namespace ethereum
