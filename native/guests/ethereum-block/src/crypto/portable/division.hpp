// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/bytes.hpp"

namespace ethereum::portable
{

// Long division (Knuth, The Art of Computer Programming 4.3.1, algorithm D) of little-endian words.
// quotient[dividend_words - divisor_words + 1], remainder[divisor_words]; dividend_words >= divisor_words >= 1, the
// divisor is not 0; `scratch` has dividend_words + 1 + divisor_words words.
void divide(uint32_t *quotient, uint32_t *remainder, const uint32_t *dividend, size_t dividend_words,
            const uint32_t *divisor, size_t divisor_words, uint32_t *scratch);

} // namespace ethereum::portable
