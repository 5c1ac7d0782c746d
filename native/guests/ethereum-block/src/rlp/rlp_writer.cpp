// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rlp/rlp_writer.hpp"

namespace ethereum
{

void RlpWriter::byte(uint8_t value)
{
    if (_next == _start)
        out_of_memory();
    *--_next = value;
}

void RlpWriter::raw(Bytes bytes)
{
    if (bytes.size > static_cast<size_t>(_next - _start))
        out_of_memory();
    _next -= bytes.size;
    copy_bytes(_next, bytes.data, bytes.size);
}

void RlpWriter::header(size_t length, uint8_t offset)
{
    if (length < 56) {
        byte(static_cast<uint8_t>(offset + length));
        return;
    }
    uint8_t size = 0;
    for (; length != 0; length >>= 8, size++)
        byte(static_cast<uint8_t>(length));
    byte(static_cast<uint8_t>(offset + 55 + size));
}

void RlpWriter::bytes(Bytes value)
{
    raw(value);
    if (value.size != 1 || value[0] >= 0x80)
        header(value.size, 0x80);
}

void RlpWriter::integer(uint64_t value)
{
    integer(Uint256::from(value));
}

void RlpWriter::integer(const Uint256 &value)
{
    uint8_t encoded[32];
    value.to_be32(encoded);
    size_t size = value.byte_length();
    bytes({ encoded + 32 - size, size });
}

} // namespace ethereum
