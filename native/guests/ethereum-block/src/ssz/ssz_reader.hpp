// SPDX-License-Identifier: MIT OR Apache-2.0
// Simple Serialize (consensus-specs, ssz/simple-serialize.md), decoded in place. Fixed parts are read in order; each offset
// has to start where the part before it ends, so that an encoding is the only one of its value.
#pragma once

#include "base/arena.hpp"
#include "base/uint256.hpp"

namespace ethereum
{

class SszReader
{
  public:
    explicit SszReader(Bytes container) : _container(container) {}

    uint64_t integer64();
    Uint256 integer256();
    Hash32 hash();
    Address address();
    Bytes fixed(size_t size);
    // A field of variable size; its content is known once all fields are read.
    void variable(Bytes &field);
    // Ends the fixed part and fills in the fields of variable size. False if anything was malformed.
    bool finish();

  private:
    static constexpr size_t MaximumFields = 4;
    Bytes _container;
    size_t _position = 0;
    bool _failed = false;
    size_t _count = 0;
    uint32_t _offsets[MaximumFields];
    Bytes *_fields[MaximumFields];
};

// A list of byte lists, at most `limit` of at most `size_limit` bytes. False if malformed.
bool read_byte_lists(Bytes encoded, size_t limit, size_t size_limit, Arena &arena, Span<const Bytes> &items);

} // namespace ethereum
