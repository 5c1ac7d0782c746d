// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <stdint.h>

namespace ethereum
{

// In order of activation, so that "from Cancun on" is a comparison. BPO1 and BPO2 are Osaka with other blob limits (EIP-7892).
enum class Fork : uint8_t { Paris, Shanghai, Cancun, Prague, Osaka, Bpo1, Bpo2 };

} // namespace ethereum
