// SPDX-License-Identifier: MIT OR Apache-2.0
// The input of validate_stateless taken apart, for those who change it.
#pragma once

#include "host/ssz_writer.hpp"
#include "stateless/stateless.hpp"

namespace ethereum::host
{

struct InputParts {
    uint8_t schema[2] = {};
    Buffer request;
    std::vector<Buffer> nodes;
    std::vector<Buffer> codes;
    std::vector<Buffer> headers;
    uint64_t chain_id = 0;
    std::vector<Buffer> public_keys; // 65 bytes each

    // False if the input is not well-formed down to these parts.
    bool read(Bytes input);
    Buffer encode() const;
};

} // namespace ethereum::host
