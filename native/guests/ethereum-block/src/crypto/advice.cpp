// SPDX-License-Identifier: MIT OR Apache-2.0
// Advice of the seam. The guest computes it in an unconstrained block, which leaves no trace in the proof, pushes it to
// the end of its input and reads it back: so nothing else of the input may be unread then.
#include "crypto/accelerator.hpp"
#include "crypto/moduli.hpp"
#include "crypto/portable/big_integers.hpp"
#include "crypto/portable/division.hpp"
#include "crypto/secp256k1_parameters.hpp"

namespace ethereum::accelerator
{

namespace
{

using namespace portable;

template <size_t Words>
void inverse(uint32_t *result, const uint32_t *x, const uint32_t *modulus)
{
    using Value = Number<Words / WordsPerLimb>;
    invert(Value::load(x), Value::load(modulus)).store(result);
}

template <size_t Words>
void root(uint32_t *result, const uint32_t *x, const uint32_t *modulus)
{
    using Value = Number<Words / WordsPerLimb>;
    Value exponent = Value::load(modulus), one{};
    one.limbs[0] = 1;
    exponent.add(one);
    exponent.halve(0);
    exponent.halve(0);
    OddModulus<Words / WordsPerLimb>(Value::load(modulus)).power(Value::load(x), exponent).store(result);
}

void compute_inverse(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words)
{
    words == 8 ? inverse<8>(result, x, modulus) : inverse<12>(result, x, modulus);
}

void compute_root(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words)
{
    words == 8 ? root<8>(result, x, modulus) : root<12>(result, x, modulus);
}

// result += a * b, or -= where `subtract`, modulo 2^256.
void accumulate(uint32_t *result, const uint32_t *a, const uint32_t *b, bool subtract)
{
    uint32_t product[8] = {};
    for (size_t i = 0; i < 8; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; i + j < 8; j++) {
            carry += static_cast<uint64_t>(a[i]) * b[j] + product[i + j];
            product[i + j] = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
    }
    auto left = Number<8 / WordsPerLimb>::load(result), right = Number<8 / WordsPerLimb>::load(product);
    subtract ? left.subtract(right) : left.add(right);
    left.store(result);
}

// quotient[8] = a * b / order, for a below 2^128.
void scaled_quotient(uint32_t *quotient, const uint32_t *a, const uint32_t *b)
{
    uint32_t product[12] = {}, remainder[8], scratch[12 + 8 + 1];
    for (size_t i = 0; i < 4; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < 8; j++) {
            carry += static_cast<uint64_t>(a[i]) * b[j] + product[i + j];
            product[i + j] = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
        product[i + 8] = static_cast<uint32_t>(carry);
    }
    zero_bytes(quotient, 32);
    divide(quotient, remainder, product, 12, moduli::Secp256k1Order, 8, scratch);
}

// (scalar, 0) less its whole multiples c1 (A1, -B1) + c2 (A2, B2), and moved by (A2 - A1, B2 + B1), which makes both
// coordinates positive: below 2 A2 and 2 B2 + B1.
void compute_halves(uint32_t *halves, const uint32_t *scalar)
{
    using namespace secp256k1;
    constexpr uint32_t One[8] = { 1 };
    uint32_t c1[8], c2[8], *k1 = halves, *k2 = halves + 8;
    scaled_quotient(c1, B2, scalar);
    scaled_quotient(c2, B1, scalar);
    accumulate(c1, One, One, false);
    accumulate(c2, One, One, true);
    copy_bytes(k1, scalar, 32);
    accumulate(k1, c1, A1, true);
    accumulate(k1, c2, A2, true);
    zero_bytes(k2, 32);
    accumulate(k2, c1, B1, false);
    accumulate(k2, c2, B2, true);
}

#if defined(__riscv)

void read_back(uint32_t *result, size_t words)
{
    if (pico_sys_hint_len() != words * 4)
        reject_advice();
    pico_sys_hint_read(result, words * 4);
}

#endif

} // namespace

#if defined(__riscv)

void advise_inverse(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words)
{
    if (pico_enter_unconstrained()) {
        compute_inverse(result, x, modulus, words);
        pico_hint_push(result, words * 4);
        pico_exit_unconstrained();
    }
    read_back(result, words);
}

void advise_root(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words)
{
    if (pico_enter_unconstrained()) {
        compute_root(result, x, modulus, words);
        pico_hint_push(result, words * 4);
        pico_exit_unconstrained();
    }
    read_back(result, words);
}

void advise_division(uint32_t *quotient, uint32_t *remainder, const uint32_t *dividend, size_t dividend_words,
                     const uint32_t *divisor, size_t divisor_words, uint32_t *scratch)
{
    if (pico_enter_unconstrained()) {
        divide(quotient, remainder, dividend, dividend_words, divisor, divisor_words, scratch);
        pico_hint_push(quotient, (dividend_words - divisor_words + 1) * 4);
        pico_hint_push(remainder, divisor_words * 4);
        pico_exit_unconstrained();
    }
    read_back(quotient, dividend_words - divisor_words + 1);
    read_back(remainder, divisor_words);
}

void advise_secp256k1_halves(uint32_t *halves, const uint32_t *scalar)
{
    if (pico_enter_unconstrained()) {
        compute_halves(halves, scalar);
        pico_hint_push(halves, 64);
        pico_exit_unconstrained();
    }
    read_back(halves, 16);
}

void reject_advice()
{
    pico_sys_halt(1);
}

#else

void advise_inverse(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words)
{
    compute_inverse(result, x, modulus, words);
}

void advise_root(uint32_t *result, const uint32_t *x, const uint32_t *modulus, size_t words)
{
    compute_root(result, x, modulus, words);
}

void advise_division(uint32_t *quotient, uint32_t *remainder, const uint32_t *dividend, size_t dividend_words,
                     const uint32_t *divisor, size_t divisor_words, uint32_t *scratch)
{
    divide(quotient, remainder, dividend, dividend_words, divisor, divisor_words, scratch);
}

void advise_secp256k1_halves(uint32_t *halves, const uint32_t *scalar)
{
    compute_halves(halves, scalar);
}

void reject_advice()
{
    __builtin_trap();
}

#endif

} // namespace ethereum::accelerator
