// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/modular_power.hpp"

#include "crypto/accelerator.hpp"
#include "crypto/fields.hpp"

namespace ethereum
{

namespace
{

constexpr size_t LimbWords = 8; // 256 bits, what the seam multiplies

// Numbers are words, least significant first; lengths are multiples of LimbWords unless said otherwise.
uint32_t *words_of(const PaddedNumber &number, size_t &count, Arena &arena)
{
    count = (number.size + 31) / 32 * LimbWords;
    if (count == 0)
        count = LimbWords;
    uint32_t *words = arena.make_zeroed<uint32_t>(count);
    size_t last = number.size < number.stored.size ? number.size : number.stored.size;
    for (size_t i = 0; i < last;) {
        size_t position = number.size - 1 - i;
        if (position % 4 == 3 && last - i >= 4) {
            words[position / 4] = __builtin_bswap32(load_word(number.stored.data + i));
            i += 4;
        } else {
            words[position / 4] |= static_cast<uint32_t>(number.stored[i]) << (8 * (position % 4));
            i++;
        }
    }
    return words;
}

// product[a_words + b_words] += a * b, which must fit.
void multiply_into(uint32_t *product, const uint32_t *a, size_t a_words, const uint32_t *b, size_t b_words)
{
    for (size_t i = 0; i < a_words; i += LimbWords) {
        uint32_t x_and_c[16], y_and_d[16];
        for (size_t j = 0; j < LimbWords; j++)
            y_and_d[LimbWords + j] = 0;
        for (size_t j = 0; j < b_words; j += LimbWords) {
            copy_words<LimbWords>(x_and_c, a + i);
            copy_words<LimbWords>(x_and_c + LimbWords, product + i + j);
            copy_words<LimbWords>(y_and_d, b + j);
            accelerator::uint256_muladd(x_and_c, y_and_d);
            copy_words<LimbWords>(product + i + j, x_and_c);
            copy_words<LimbWords>(y_and_d + LimbWords, x_and_c + LimbWords);
        }
        // Carry further: the sum fits, so this ends inside the product.
        uint32_t carry = 0;
        for (size_t j = i + b_words; j < i + b_words + LimbWords; j++) {
            uint64_t sum = static_cast<uint64_t>(product[j]) + y_and_d[j - i - b_words + LimbWords] + carry;
            product[j] = static_cast<uint32_t>(sum);
            carry = static_cast<uint32_t>(sum >> 32);
        }
        for (size_t j = i + b_words + LimbWords; carry != 0 && j < a_words + b_words; j++)
            carry = ++product[j] == 0;
        if (carry != 0)
            accelerator::reject_advice();
    }
}

// Arithmetic modulo a number of any size, not 0: quotients are advice, checked by one more product.
class Modulus
{
  public:
    Modulus(const uint32_t *words, size_t count, Arena &arena) : _words(words), _count(count), _arena(arena)
    {
        _exact = count;
        while (_words[_exact - 1] == 0)
            _exact--;
    }

    // result[count] = dividend mod this; dividend_words >= count.
    void reduce(uint32_t *result, const uint32_t *dividend, size_t dividend_words)
    {
        uint8_t *mark = _arena.mark();
        size_t quotient_words = dividend_words - _exact + 1;
        size_t quotient_count = (quotient_words + LimbWords - 1) / LimbWords * LimbWords;
        uint32_t *quotient = _arena.make_zeroed<uint32_t>(quotient_count);
        uint32_t *scratch = _arena.make<uint32_t>(dividend_words + _exact + 1);
        zero_bytes(result, 4 * _count);
        accelerator::advise_division(quotient, result, dividend, dividend_words, _words, _exact, scratch);
        uint32_t *check = _arena.make_zeroed<uint32_t>(quotient_count + _count);
        copy_bytes(check, result, 4 * _count);
        multiply_into(check, quotient, quotient_count, _words, _count);
        bool right = words_less(result, _words, _count) && words_equal(check, dividend, dividend_words) &&
                     words_are_zero(check + dividend_words, quotient_count + _count - dividend_words);
        if (!right)
            accelerator::reject_advice();
        _arena.release(mark);
    }

    // x[count] = x * y mod this.
    void multiply(uint32_t *x, const uint32_t *y)
    {
        uint8_t *mark = _arena.mark();
        uint32_t *product = _arena.make_zeroed<uint32_t>(2 * _count);
        multiply_into(product, x, _count, y, _count);
        reduce(x, product, 2 * _count);
        _arena.release(mark);
    }

  private:
    const uint32_t *_words;
    size_t _count, _exact;
    Arena &_arena;
};

// The exponent's bits from the highest that is set: `square` for each but that one, `multiply` where a bit is set.
template <typename Square, typename Multiply>
void square_and_multiply(const PaddedNumber &exponent, size_t first_byte, Square square, Multiply multiply)
{
    int bit = 30 - __builtin_clz(exponent.byte(first_byte));
    for (size_t i = first_byte; i < exponent.size; i++, bit = 7) {
        unsigned byte = exponent.byte(i);
        for (; bit >= 0; bit--) {
            square();
            if (byte >> bit & 1)
                multiply();
        }
    }
}

// x = x^exponent mod m for 256 bits: y and the modulus stay where the call of the seam reads them.
void power_of_limb(uint32_t *x, const uint32_t *modulus, const PaddedNumber &exponent, size_t first_byte)
{
    uint32_t square[16], base[16];
    copy_words<LimbWords>(square + LimbWords, modulus);
    copy_words<LimbWords>(base + LimbWords, modulus);
    copy_words<LimbWords>(base, x);
    square_and_multiply(
        exponent, first_byte,
        [&] {
            copy_words<LimbWords>(square, x);
            accelerator::uint256_mulmod(x, square);
        },
        [&] { accelerator::uint256_mulmod(x, base); });
}

} // namespace

void modular_power(uint8_t *result, const PaddedNumber &base, const PaddedNumber &exponent, const PaddedNumber &modulus,
                   Arena &arena)
{
    uint8_t *mark = arena.mark();
    size_t count, base_count;
    uint32_t *modulus_words = words_of(modulus, count, arena);
    zero_bytes(result, modulus.size);
    if (words_are_zero(modulus_words, count)) {
        arena.release(mark);
        return;
    }
    // Leading zeros of the modulus cost nothing.
    while (count > LimbWords && words_are_zero(modulus_words + count - LimbWords, LimbWords))
        count -= LimbWords;
    Modulus m(modulus_words, count, arena);

    uint32_t *base_words = words_of(base, base_count, arena);
    size_t padded_count = base_count < count ? count : base_count;
    uint32_t *padded = arena.make_zeroed<uint32_t>(padded_count);
    copy_bytes(padded, base_words, 4 * base_count);
    uint32_t *reduced = arena.make<uint32_t>(count);
    m.reduce(reduced, padded, padded_count);

    size_t first = 0;
    while (first < exponent.size && exponent.byte(first) == 0)
        first++;
    uint32_t *power = reduced;
    if (first == exponent.size) {
        // x^0 = 1, modulo 1 too.
        uint32_t *one = arena.make_zeroed<uint32_t>(count);
        one[0] = 1;
        m.reduce(power, one, count);
    } else if (count == LimbWords) {
        power_of_limb(power, modulus_words, exponent, first);
    } else {
        power = arena.make<uint32_t>(count);
        copy_bytes(power, reduced, 4 * count);
        square_and_multiply(exponent, first, [&] { m.multiply(power, power); }, [&] { m.multiply(power, reduced); });
    }
    for (size_t i = 0; i < modulus.size && i < 4 * count; i++)
        result[modulus.size - 1 - i] = static_cast<uint8_t>(power[i / 4] >> (8 * (i % 4)));
    arena.release(mark);
}

} // namespace ethereum
