// SPDX-License-Identifier: MIT OR Apache-2.0
// Host: keccak-f[1600] (FIPS 202) and the compression of SHA-256 (FIPS 180-4).
#include "crypto/accelerator.hpp"

#if !defined(__riscv)

namespace ethereum::accelerator
{

namespace
{

uint64_t rotate64(uint64_t x, unsigned bits)
{
    return bits == 0 ? x : x << bits | x >> (64 - bits);
}

uint32_t rotate32(uint32_t x, unsigned bits)
{
    return x >> bits | x << (32 - bits);
}

} // namespace

// One step of rho and pi after the other along the cycle of pi; round constants from the LFSR of FIPS 202, 3.2.5.
void keccak_permute(uint64_t *state)
{
    uint8_t lfsr = 1;
    for (int round = 0; round < 24; round++) {
        uint64_t parity[5];
        for (int x = 0; x < 5; x++)
            parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        for (int x = 0; x < 5; x++) {
            uint64_t d = parity[(x + 4) % 5] ^ rotate64(parity[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5)
                state[y + x] ^= d;
        }
        int x = 1, y = 0;
        uint64_t moving = state[1];
        for (unsigned t = 0; t < 24; t++) {
            int next = (2 * x + 3 * y) % 5;
            x = y;
            y = next;
            uint64_t displaced = state[x + 5 * y];
            state[x + 5 * y] = rotate64(moving, (t + 1) * (t + 2) / 2 % 64);
            moving = displaced;
        }
        for (y = 0; y < 25; y += 5) {
            uint64_t row[5];
            for (x = 0; x < 5; x++)
                row[x] = state[y + x];
            for (x = 0; x < 5; x++)
                state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
        }
        for (int j = 0; j < 7; j++) {
            if (lfsr & 1)
                state[0] ^= 1ull << ((1 << j) - 1);
            lfsr = static_cast<uint8_t>(lfsr << 1 ^ (lfsr >> 7) * 0x71);
        }
    }
}

void sha256_extend(uint32_t *w)
{
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        uint32_t s0 = rotate32(a, 7) ^ rotate32(a, 18) ^ a >> 3;
        uint32_t s1 = rotate32(b, 17) ^ rotate32(b, 19) ^ b >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
}

void sha256_rounds(const uint32_t *w, uint32_t *h)
{
    // Fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
    static constexpr uint32_t K[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };
    uint32_t v[8];
    copy_bytes(v, h, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate32(v[4], 6) ^ rotate32(v[4], 11) ^ rotate32(v[4], 25);
        uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i];
        uint32_t s0 = rotate32(v[0], 2) ^ rotate32(v[0], 13) ^ rotate32(v[0], 22);
        uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        for (int j = 7; j > 0; j--)
            v[j] = v[j - 1];
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
        h[i] += v[i];
}

} // namespace ethereum::accelerator

#endif
