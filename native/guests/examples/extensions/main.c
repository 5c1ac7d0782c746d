// SPDX-License-Identifier: MIT OR Apache-2.0
// The calls of PicoEngine's own, which Pico does not have, compared with known answers (vectors.py) and with each other.
// Input: none. Public values: the number of checks, 4 bytes little-endian. Exit code: the first check that failed.
#define AREA_WORDS 52
#include "../call_cases.h"
#include "vectors.inc"

static uint8_t byte_at(uint32_t i)
{
    return (uint8_t)(7 * i * i + 3 * i + 1);
}

// Keccak-256 on the permutation call, to compare with.
static void keccak256_by_permutations(const uint8_t *data, uint32_t length, uint8_t digest[32])
{
    uint64_t lanes[25] = { 0 };
    uint8_t *bytes = (uint8_t *)lanes;
    uint32_t at = 0;
    for (uint32_t i = 0; i < length; i++) {
        bytes[at++] ^= data[i];
        if (at == 136) {
            pico_keccak_permute(lanes);
            at = 0;
        }
    }
    bytes[at] ^= 0x01;
    bytes[135] ^= 0x80;
    pico_keccak_permute(lanes);
    memcpy(digest, bytes, 32);
}

static void keccak256(void)
{
    uint32_t *words = pico_alloc(20000);
    uint8_t *data = (uint8_t *)words;
    for (uint32_t i = 0; i < 20000; i++)
        data[i] = byte_at(i); // also behind the end of what is hashed
    for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++) {
        struct pico_keccak256_request request;
        request.length = hashes[i].length;
        pico_keccak256(data, &request);
        check(memcmp(request.digest, hashes[i].digest, 32) == 0);
        check(request.length == hashes[i].length);
    }

    // Many blocks in one call, and all lengths around the end of a word and of a block.
    static const uint32_t lengths[] = { 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 268, 271, 272, 273, 4096, 20000 };
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct pico_keccak256_request request;
        uint8_t digest[32];
        request.length = lengths[i];
        pico_keccak256(data, &request);
        keccak256_by_permutations(data, lengths[i], digest);
        check(memcmp(request.digest, digest, 32) == 0);
    }

    // The digest over the data, the length before it.
    words[0] = 64;
    uint8_t digest[32];
    keccak256_by_permutations(data + 4, 64, digest);
    pico_keccak256(words + 1, (struct pico_keccak256_request *)words);
    check(words[0] == 64 && memcmp(words + 1, digest, 32) == 0 && data[36] == byte_at(36));
}

int main(void)
{
    calls(case_words, cases, sizeof cases / sizeof cases[0]);
    keccak256();
    pico_commit(&checks, sizeof checks);
    return 0;
}
