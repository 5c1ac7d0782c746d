// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/bytes.hpp"

#include <vector>

namespace ethereum::host
{

using Buffer = std::vector<uint8_t>;

inline Buffer copy(Bytes bytes)
{
    return Buffer(bytes.begin(), bytes.end());
}
inline Bytes view(const Buffer &buffer)
{
    return { buffer.data(), buffer.size() };
}

// A container or list of SSZ: fixed parts in order, with offsets for those that follow.
class SszWriter
{
  public:
    void raw(Bytes bytes) { _fixed.insert(_fixed.end(), bytes.begin(), bytes.end()); }
    void integer64(uint64_t value)
    {
        for (int i = 0; i < 8; i++)
            _fixed.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
    void variable(Bytes content)
    {
        _offsets.push_back(_fixed.size());
        _sizes.push_back(content.size);
        _fixed.insert(_fixed.end(), 4, 0);
        _contents.insert(_contents.end(), content.begin(), content.end());
    }
    void variable(const Buffer &content) { variable(view(content)); }
    Buffer finish() const
    {
        Buffer result = _fixed;
        size_t next = _fixed.size();
        for (size_t i = 0; i < _offsets.size(); i++) {
            for (size_t j = 0; j < 4; j++)
                result[_offsets[i] + j] = static_cast<uint8_t>(next >> (8 * j));
            next += _sizes[i];
        }
        result.insert(result.end(), _contents.begin(), _contents.end());
        return result;
    }

  private:
    Buffer _fixed;
    Buffer _contents;
    std::vector<size_t> _offsets;
    std::vector<size_t> _sizes;
};

} // namespace ethereum::host
