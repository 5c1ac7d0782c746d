// SPDX-License-Identifier: MIT OR Apache-2.0
// Recursive length prefix (Yellow Paper, appendix B), decoded in place. Only the canonical encoding is accepted.
#pragma once

#include "base/uint256.hpp"

namespace ethereum
{

struct RlpItem {
    bool is_list = false;
    Bytes payload;
    Bytes encoded; // with its header
};

// Reads items from the front of `input`. The first error is kept in `failed`; what is read after it is empty or zero.
class RlpReader
{
  public:
    explicit RlpReader(Bytes input) : _rest(input) {}

    bool failed() const { return _failed; }
    bool at_end() const { return _rest.empty(); }
    // All was read, and without an error.
    bool finished() const { return !_failed && _rest.empty(); }
    void fail()
    {
        _failed = true;
        _rest = {};
    }
    Bytes rest() const { return _rest; }

    RlpItem item();
    Bytes bytes();
    Bytes list();
    Uint256 integer();
    uint64_t integer64();
    Hash32 hash();
    Address address();
    // A string of exactly `size` bytes.
    Bytes fixed(size_t size);

  private:
    Bytes _rest;
    bool _failed = false;
};

} // namespace ethereum
