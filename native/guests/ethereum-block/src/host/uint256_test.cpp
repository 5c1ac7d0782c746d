// SPDX-License-Identifier: MIT OR Apache-2.0
// Reads the cases of tests/uint256.py from the standard input; says which differ.
#include "base/uint256.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace ethereum;

static Uint256 parse(const char *text)
{
    uint8_t bytes[32];
    for (int i = 0; i < 32; i++) {
        char digits[3] = { text[2 * i], text[2 * i + 1], 0 };
        bytes[i] = static_cast<uint8_t>(std::strtoul(digits, nullptr, 16));
    }
    return Uint256::from_big_endian({ bytes, 32 });
}

static Uint256 apply(const char *name, const Uint256 &a, const Uint256 &b, const Uint256 &c)
{
    auto is = [name](const char *other) { return std::strcmp(name, other) == 0; };
    Uint256 r = Uint256::zero();
    unsigned bits = static_cast<unsigned>(a.saturated_u64() > 256 ? 256 : a.low_u64());
    if (is("add"))
        return a + b;
    if (is("sub"))
        return a - b;
    if (is("mul"))
        return a * b;
    if (is("div"))
        return divide(a, b, &r, nullptr), r;
    if (is("mod"))
        return divide(a, b, nullptr, &r), r;
    if (is("sdiv"))
        return divide_signed(a, b);
    if (is("smod"))
        return modulo_signed(a, b);
    if (is("addmod"))
        return add_modulo(a, b, c);
    if (is("mulmod"))
        return multiply_modulo(a, b, c);
    if (is("exp"))
        return power(a, b);
    if (is("signextend"))
        return sign_extend(a, b);
    if (is("byte"))
        return byte_at(a, b);
    if (is("shl"))
        return shift_left(b, bits);
    if (is("shr"))
        return shift_right(b, bits);
    if (is("sar"))
        return shift_right_signed(b, bits);
    if (is("lt"))
        return Uint256::from(a < b ? 1 : 0);
    if (is("slt"))
        return Uint256::from(less_signed(a, b) ? 1 : 0);
    if (is("carry"))
        return Uint256::from(add_carry(r, a, b) ? 1 : 0);
    if (is("overflow"))
        return Uint256::from(multiply_checked(r, a, b) ? 0 : 1);
    if (is("bits"))
        return Uint256::from(a.bit_length());
    std::fprintf(stderr, "unknown operation %s\n", name);
    std::exit(2);
}

int main()
{
    char name[16], a[65], b[65], c[65], r[65];
    int cases = 0, failures = 0;
    while (std::scanf("%15s %64s %64s %64s %64s", name, a, b, c, r) == 5) {
        cases++;
        if (apply(name, parse(a), parse(b), parse(c)) != parse(r) && failures++ < 10)
            std::printf("%s %s %s %s: not %s\n", name, a, b, c, r);
    }
    std::printf("uint256: %d of %d cases\n", cases - failures, cases);
    return failures == 0 && cases > 0 ? 0 : 1;
}
