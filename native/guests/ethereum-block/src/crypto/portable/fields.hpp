// SPDX-License-Identifier: MIT OR Apache-2.0
// The prime fields of the seam, for the host.
#pragma once

#include "crypto/moduli.hpp"
#include "crypto/portable/big_integers.hpp"

namespace ethereum::portable
{

// The modulus of these words, least significant first.
template <size_t Words>
constexpr OddModulus<Words / WordsPerLimb> field_of(const uint32_t (&words)[Words])
{
    Number<Words / WordsPerLimb> modulus{};
    for (size_t i = 0; i < Words; i++)
        modulus.limbs[i / WordsPerLimb] |= static_cast<Limb>(words[i]) << (32 * (i % WordsPerLimb));
    return OddModulus<Words / WordsPerLimb>(modulus);
}

} // namespace ethereum::portable
