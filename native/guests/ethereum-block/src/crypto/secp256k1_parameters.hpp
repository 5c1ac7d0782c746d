// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <stdint.h>

namespace ethereum::secp256k1
{

#include "crypto/secp256k1_constants.inc"

} // namespace ethereum::secp256k1
