// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ssz/ssz_reader.hpp"

namespace ethereum
{
namespace
{

constexpr size_t OffsetSize = 4;

} // namespace

Bytes SszReader::fixed(size_t size)
{
    if (_failed || size > _container.size - _position) {
        _failed = true;
        return {};
    }
    Bytes result = { _container.data + _position, size };
    _position += size;
    return result;
}

uint64_t SszReader::integer64()
{
    Bytes bytes = fixed(8);
    return _failed ? 0 : load_word(bytes.data) | static_cast<uint64_t>(load_word(bytes.data + 4)) << 32;
}

Uint256 SszReader::integer256()
{
    Bytes bytes = fixed(32);
    Uint256 result = Uint256::zero();
    copy_bytes(result.words, bytes.data, bytes.size);
    return result;
}

Hash32 SszReader::hash()
{
    Bytes bytes = fixed(32);
    return _failed ? Hash32{} : Hash32::from(bytes.data);
}

Address SszReader::address()
{
    Bytes bytes = fixed(20);
    return _failed ? Address{} : Address::from(bytes.data);
}

void SszReader::variable(Bytes &field)
{
    Bytes bytes = fixed(OffsetSize);
    if (_failed || _count == MaximumFields) {
        _failed = true;
        return;
    }
    _offsets[_count] = load_word(bytes.data);
    _fields[_count++] = &field;
}

bool SszReader::finish()
{
    size_t end = _position;
    for (size_t i = 0; i < _count && !_failed; i++) {
        size_t next = i + 1 < _count ? _offsets[i + 1] : _container.size;
        if (_offsets[i] != end || next < end || next > _container.size) {
            _failed = true;
            break;
        }
        *_fields[i] = { _container.data + end, next - end };
        end = next;
    }
    return !_failed && end == _container.size;
}

bool read_byte_lists(Bytes encoded, size_t limit, size_t size_limit, Arena &arena, Span<const Bytes> &items)
{
    items = {};
    if (encoded.empty())
        return true;
    if (encoded.size < OffsetSize)
        return false;
    size_t first = load_word(encoded.data);
    size_t count = first / OffsetSize;
    if (first == 0 || first % OffsetSize != 0 || first > encoded.size || count > limit)
        return false;
    Bytes *result = arena.make<Bytes>(count);
    size_t start = first;
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? load_word(encoded.data + OffsetSize * (i + 1)) : encoded.size;
        if (end < start || end > encoded.size || end - start > size_limit)
            return false;
        result[i] = { encoded.data + start, end - start };
        start = end;
    }
    items = { result, count };
    return true;
}

} // namespace ethereum
