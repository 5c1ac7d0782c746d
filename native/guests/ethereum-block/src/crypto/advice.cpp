// SPDX-License-Identifier: MIT OR Apache-2.0
// Advice of the seam. The guest computes it in an unconstrained block, which leaves no trace in the proof, pushes it to
// the end of its input and reads it back: so nothing else of the input may be unread then.
#include "crypto/accelerator.hpp"
#include "crypto/portable/big_integers.hpp"
#include "crypto/portable/division.hpp"

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

void reject_advice()
{
    __builtin_trap();
}

#endif

} // namespace ethereum::accelerator
