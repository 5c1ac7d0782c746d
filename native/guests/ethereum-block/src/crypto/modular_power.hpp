// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/arena.hpp"

namespace ethereum
{

// A big-endian number of `size` bytes of which only the first are stored; the rest are zeros.
struct PaddedNumber {
    Bytes stored;
    size_t size;

    uint8_t byte(size_t index) const { return index < stored.size ? stored[index] : 0; }
};

// base^exponent mod modulus into result[modulus.size], big-endian; 0 where the modulus is 0 or 1, and 0^0 = 1.
void modular_power(uint8_t *result, const PaddedNumber &base, const PaddedNumber &exponent, const PaddedNumber &modulus,
                   Arena &arena);

} // namespace ethereum
