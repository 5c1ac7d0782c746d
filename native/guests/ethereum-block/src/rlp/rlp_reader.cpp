// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rlp/rlp_reader.hpp"

namespace ethereum
{

RlpItem RlpReader::item()
{
    if (_failed || _rest.empty()) {
        fail();
        return {};
    }
    const uint8_t *data = _rest.data;
    uint8_t first = data[0];
    size_t header = 1;
    size_t length = 0;
    bool is_list = first >= 0xc0;
    if (first < 0x80) {
        header = 0;
        length = 1;
    } else {
        unsigned code = first - (is_list ? 0xc0u : 0x80u);
        if (code < 56) {
            length = code;
        } else {
            unsigned size = code - 55;
            if (size > 4 || size >= _rest.size || data[1] == 0) {
                fail();
                return {};
            }
            uint32_t value = 0;
            for (unsigned i = 0; i < size; i++)
                value = value << 8 | data[1 + i];
            if (value < 56) {
                fail();
                return {};
            }
            length = value;
            header = 1 + size;
        }
    }
    if (length > _rest.size - header || (first == 0x81 && data[1] < 0x80)) {
        fail();
        return {};
    }
    RlpItem result;
    result.is_list = is_list;
    result.payload = { data + header, length };
    result.encoded = { data, header + length };
    _rest = { data + header + length, _rest.size - header - length };
    return result;
}

Bytes RlpReader::bytes()
{
    RlpItem next = item();
    if (next.is_list)
        fail();
    return _failed ? Bytes{} : next.payload;
}

Bytes RlpReader::list()
{
    RlpItem next = item();
    if (!next.is_list)
        fail();
    return _failed ? Bytes{} : next.payload;
}

Bytes RlpReader::fixed(size_t size)
{
    Bytes result = bytes();
    if (result.size != size)
        fail();
    return _failed ? Bytes{} : result;
}

Uint256 RlpReader::integer()
{
    Bytes value = bytes();
    if (value.size > 32 || (value.size > 0 && value[0] == 0))
        fail();
    return _failed ? Uint256::zero() : Uint256::from_big_endian(value);
}

uint64_t RlpReader::integer64()
{
    Uint256 value = integer();
    if (!value.fits_u64())
        fail();
    return _failed ? 0 : value.low_u64();
}

Hash32 RlpReader::hash()
{
    Bytes value = fixed(32);
    return _failed ? Hash32{} : Hash32::from(value.data);
}

Address RlpReader::address()
{
    Bytes value = fixed(20);
    return _failed ? Address{} : Address::from(value.data);
}

} // namespace ethereum
