// SPDX-License-Identifier: MIT OR Apache-2.0
#include "pico/sha256.h"

#include "pico/memory.h"
#include "pico/syscalls.h"

#define BLOCK 64u

static const uint32_t initial_state[8] = PICO_SHA256_STATE;

// The first 16 words of the schedule hold a block's bytes.
__attribute__((noinline)) static void compress(pico_sha256 *hash)
{
    for (unsigned i = 0; i < 16; i++)
        hash->schedule[i] = __builtin_bswap32(hash->schedule[i]);
    pico_sha_extend(hash->schedule);
    pico_sha_compress(hash->schedule, hash->state);
}

void pico_sha256_init(pico_sha256 *hash)
{
    memcpy(hash->state, initial_state, sizeof hash->state);
    hash->byte_count = 0;
}

void pico_sha256_update(pico_sha256 *hash, const void *bytes, size_t byte_count)
{
    const uint8_t *from = bytes;
    while (byte_count != 0) {
        size_t used = (size_t)hash->byte_count % BLOCK;
        size_t taken = BLOCK - used < byte_count ? BLOCK - used : byte_count;
        memcpy((uint8_t *)hash->schedule + used, from, taken);
        hash->byte_count += taken;
        from += taken;
        byte_count -= taken;
        if (used + taken == BLOCK)
            compress(hash);
    }
}

void pico_sha256_final(pico_sha256 *hash, uint8_t digest[32])
{
    size_t used = (size_t)hash->byte_count % BLOCK;
    uint8_t *block = (uint8_t *)hash->schedule;
    block[used++] = 0x80;
    if (used > BLOCK - 8) {
        memset(block + used, 0, BLOCK - used);
        compress(hash);
        used = 0;
    }
    memset(block + used, 0, BLOCK - 8 - used);
    uint64_t bit_count = hash->byte_count * 8;
    hash->schedule[14] = __builtin_bswap32((uint32_t)(bit_count >> 32));
    hash->schedule[15] = __builtin_bswap32((uint32_t)bit_count);
    compress(hash);
    for (unsigned i = 0; i < 8; i++) {
        uint32_t word = __builtin_bswap32(hash->state[i]);
        memcpy(digest + 4 * i, &word, 4);
    }
}

void pico_sha256_digest(const void *bytes, size_t byte_count, uint8_t digest[32])
{
    pico_sha256 hash;
    pico_sha256_init(&hash);
    pico_sha256_update(&hash, bytes, byte_count);
    pico_sha256_final(&hash, digest);
}
