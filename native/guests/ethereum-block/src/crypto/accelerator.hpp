// SPDX-License-Identifier: MIT OR Apache-2.0
// The seam to the engine: every operation that the guest hands to a precompile of the machine. In the guest each is one
// system call; on the host plain C++ in portable/. Numbers are little-endian 32-bit words, least significant first;
// results of field operations are reduced. Everything above this header is the same code on both sides.
#pragma once

#include "base/bytes.hpp"

#if defined(__riscv)
#include "pico/syscalls.h"
#define ETHEREUM_ACCELERATED(call)                                                                                     \
    {                                                                                                                  \
        call;                                                                                                          \
    }
#else
#define ETHEREUM_ACCELERATED(call) ;
#endif

namespace ethereum::accelerator
{

#if defined(__riscv)
#define ETHEREUM_SEAM inline
#else
#define ETHEREUM_SEAM
#endif

// keccak-f[1600] in place, 25 lanes, low word first.
ETHEREUM_SEAM void keccak_permute(uint64_t *state) ETHEREUM_ACCELERATED(pico_keccak_permute(state))

    // Message schedule: w[0..15] is one block as numbers, w[16..63] is overwritten.
    ETHEREUM_SEAM void sha256_extend(uint32_t *w) ETHEREUM_ACCELERATED(pico_sha_extend(w))
    // 64 rounds over the schedule w[64]; h += result.
    ETHEREUM_SEAM void sha256_rounds(const uint32_t *w, uint32_t *h)
        ETHEREUM_ACCELERATED(pico_sha_compress(const_cast<uint32_t *>(w), h))

    // x = x * y mod m, where y_and_m is y, then m (8 words each); m = 0 stands for 2^256.
    ETHEREUM_SEAM void uint256_mulmod(uint32_t *x, const uint32_t *y_and_m)
        ETHEREUM_ACCELERATED(pico_uint256_mul(x, y_and_m))
    // x_and_c[16] = x * y + c + d, low half first.
    ETHEREUM_SEAM void uint256_muladd(uint32_t *x_and_c, const uint32_t *y_and_d)
        ETHEREUM_ACCELERATED(pico_uint256_muladd(x_and_c, y_and_d))
    // x = (x * y + z) mod m, where y_m_z is y, m, z; m = 0 stands for 2^256.
    ETHEREUM_SEAM void uint256_muladdmod(uint32_t *x, const uint32_t *y_m_z)
        ETHEREUM_ACCELERATED(pico_uint256_muladdmod(x, y_m_z))

// p = p op q in a prime field, or in its extension by u with u^2 = -1 (c0, then c1); operands are reduced.
#define ETHEREUM_FIELD(name)                                                                                           \
    ETHEREUM_SEAM void name##_add(uint32_t *p, const uint32_t *q) ETHEREUM_ACCELERATED(pico_##name##_add(p, q))        \
        ETHEREUM_SEAM void name##_sub(uint32_t *p, const uint32_t *q) ETHEREUM_ACCELERATED(pico_##name##_sub(p, q))    \
            ETHEREUM_SEAM void name##_mul(uint32_t *p, const uint32_t *q)                                              \
                ETHEREUM_ACCELERATED(pico_##name##_mul(p, q))
            ETHEREUM_FIELD(secp256k1_fp) ETHEREUM_FIELD(bn254_fp) ETHEREUM_FIELD(bn254_fp2) ETHEREUM_FIELD(bls12381_fp)
                ETHEREUM_FIELD(bls12381_fp2)
#undef ETHEREUM_FIELD

// Affine points, x then y, reduced. add: p += q where the x of both differ; double: p = 2p where y is not 0.
#define ETHEREUM_CURVE(name)                                                                                           \
    ETHEREUM_SEAM void name##_add(uint32_t *p, const uint32_t *q) ETHEREUM_ACCELERATED(pico_##name##_add(p, q))        \
        ETHEREUM_SEAM void name##_double(uint32_t *p) ETHEREUM_ACCELERATED(pico_##name##_double(p))
                    ETHEREUM_CURVE(secp256k1) ETHEREUM_CURVE(secp256r1) ETHEREUM_CURVE(bn254) ETHEREUM_CURVE(bls12381)
#undef ETHEREUM_CURVE
#undef ETHEREUM_SEAM
#undef ETHEREUM_ACCELERATED

    // Advice: what is cheap to check and dear to compute. In the guest it comes from outside the proof, so every caller
    // checks it and calls reject_advice where it is wrong: then no proof exists, and nothing false can be proven.
    // Moduli are odd primes of 8 or 12 words, x is reduced.

    // 1/x mod m, for x not 0.
    void advise_inverse(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words);
// x^((m + 1) / 4) mod m: where m is 3 mod 4, a square root of x or of -x.
void advise_root(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words);
// quotient[dividend_words - divisor_words + 1] and remainder[divisor_words]; a divisor with zeros at its top must leave
// the quotient that many words. scratch: dividend_words + divisor_words + 1 words.
void advise_division(uint32_t *quotient, uint32_t *remainder, const uint32_t *dividend, size_t dividend_words,
                     const uint32_t *divisor, size_t divisor_words, uint32_t *scratch);

// k1 and k2, of 8 words each and below 2^132, with scalar = k1 + k2 Lambda modulo the order of secp256k1, for a scalar
// below it (Gallant, Lambert, Vanstone, 2001).
void advise_secp256k1_halves(uint32_t *halves, const uint32_t *scalar);

// Ends the program with a failure that no proof can hide: a guest exits with a code other than 0.
[[noreturn]] void reject_advice();

} // namespace ethereum::accelerator
