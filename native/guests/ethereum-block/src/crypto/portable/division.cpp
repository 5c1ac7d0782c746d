// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/portable/division.hpp"

namespace ethereum::portable
{

namespace
{

// words << bits into result, which has one word more; bits < 32.
void shift_left(uint32_t *result, const uint32_t *words, size_t count, unsigned bits)
{
    uint32_t carry = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t wide = static_cast<uint64_t>(words[i]) << bits | carry;
        result[i] = static_cast<uint32_t>(wide);
        carry = static_cast<uint32_t>(wide >> 32);
    }
    result[count] = carry;
}

// window[n + 1] -= digit * divisor[n]; true if it went below zero.
bool subtract_product(uint32_t *window, const uint32_t *divisor, size_t n, uint32_t digit)
{
    uint64_t carry = 0;
    uint32_t borrow = 0;
    for (size_t i = 0; i < n; i++) {
        carry += static_cast<uint64_t>(digit) * divisor[i];
        uint64_t difference = static_cast<uint64_t>(window[i]) - static_cast<uint32_t>(carry) - borrow;
        window[i] = static_cast<uint32_t>(difference);
        borrow = static_cast<uint32_t>(difference >> 32) & 1;
        carry >>= 32;
    }
    uint64_t difference = static_cast<uint64_t>(window[n]) - carry - borrow;
    window[n] = static_cast<uint32_t>(difference);
    return (difference >> 63) != 0;
}

void add_back(uint32_t *window, const uint32_t *divisor, size_t n)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < n; i++) {
        carry += static_cast<uint64_t>(window[i]) + divisor[i];
        window[i] = static_cast<uint32_t>(carry);
        carry >>= 32;
    }
    window[n] += static_cast<uint32_t>(carry);
}

} // namespace

void divide(uint32_t *quotient, uint32_t *remainder, const uint32_t *dividend, size_t dividend_words,
            const uint32_t *divisor, size_t divisor_words, uint32_t *scratch)
{
    size_t n = divisor_words;
    while (divisor[n - 1] == 0)
        n--;
    size_t digits = dividend_words - divisor_words + 1;
    zero_bytes(quotient, digits * 4);
    unsigned shift = static_cast<unsigned>(__builtin_clz(divisor[n - 1]));
    uint32_t *shifted = scratch;
    uint32_t *rest = scratch + divisor_words;
    uint32_t carry = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t wide = static_cast<uint64_t>(divisor[i]) << shift | carry;
        shifted[i] = static_cast<uint32_t>(wide);
        carry = static_cast<uint32_t>(wide >> 32);
    }
    shift_left(rest, dividend, dividend_words, shift);

    for (size_t j = dividend_words - n + 1; j-- > 0;) {
        uint64_t top = static_cast<uint64_t>(rest[j + n]) << 32 | rest[j + n - 1];
        uint64_t digit = rest[j + n] >= shifted[n - 1] ? UINT32_MAX : top / shifted[n - 1];
        uint64_t left = top - digit * shifted[n - 1];
        while (n >= 2 && left <= UINT32_MAX && digit * shifted[n - 2] > (left << 32 | rest[j + n - 2])) {
            digit--;
            left += shifted[n - 1];
        }
        if (subtract_product(rest + j, shifted, n, static_cast<uint32_t>(digit))) {
            digit--;
            add_back(rest + j, shifted, n);
        }
        if (j < digits)
            quotient[j] = static_cast<uint32_t>(digit);
    }
    zero_bytes(remainder, divisor_words * 4);
    for (size_t i = 0; i < n; i++)
        remainder[i] = static_cast<uint32_t>((static_cast<uint64_t>(rest[i + 1]) << 32 | rest[i]) >> shift);
}

} // namespace ethereum::portable
