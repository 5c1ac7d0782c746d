// SPDX-License-Identifier: MIT OR Apache-2.0
// SHA-256 (FIPS 180-4) on the SHA_EXTEND and SHA_COMPRESS precompiles.
#ifndef PICO_SHA256_H
#define PICO_SHA256_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pico_sha256 {
    uint32_t state[8];
    uint32_t schedule[64]; // the first 16 words gather the bytes of a block that is not full
    uint64_t byte_count;
} pico_sha256;

#define PICO_SHA256_STATE                                                                                              \
    { 0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au, 0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u }

void pico_sha256_init(pico_sha256 *hash);
void pico_sha256_update(pico_sha256 *hash, const void *bytes, size_t byte_count);
void pico_sha256_final(pico_sha256 *hash, uint8_t digest[32]);
void pico_sha256_digest(const void *bytes, size_t byte_count, uint8_t digest[32]);

#ifdef __cplusplus
}
#endif

#endif
