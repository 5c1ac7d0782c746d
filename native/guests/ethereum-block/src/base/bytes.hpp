// SPDX-License-Identifier: MIT OR Apache-2.0
// Spans of memory that somebody else owns, and the two fixed-size strings of Ethereum.
#pragma once

#include "base/memory.hpp"

namespace ethereum
{

template <typename T>
struct Span {
    T *data = nullptr;
    size_t size = 0;

    constexpr Span() = default;
    constexpr Span(T *data_, size_t size_) : data(data_), size(size_) {}

    T &operator[](size_t index) const { return data[index]; }
    T *begin() const { return data; }
    T *end() const { return data + size; }
    bool empty() const { return size == 0; }
};

// Read-only bytes. `data` may be null when `size` is zero.
struct Bytes {
    const uint8_t *data = nullptr;
    size_t size = 0;

    constexpr Bytes() = default;
    constexpr Bytes(const uint8_t *data_, size_t size_) : data(data_), size(size_) {}

    uint8_t operator[](size_t index) const { return data[index]; }
    const uint8_t *begin() const { return data; }
    const uint8_t *end() const { return data + size; }
    bool empty() const { return size == 0; }

    // The part from `offset`, at most `length` long; what lies beyond the end is left out.
    Bytes part(size_t offset, size_t length = SIZE_MAX) const
    {
        if (offset >= size)
            return {};
        size_t rest = size - offset;
        return { data + offset, length < rest ? length : rest };
    }

    bool equals(Bytes other) const { return size == other.size && equal_bytes(data, other.data, size); }
};

inline uint32_t load_word(const uint8_t *from)
{
    uint32_t word;
    __builtin_memcpy(&word, from, 4);
    return word;
}

// Byte by byte: the guest has neither unaligned loads nor an instruction that reverses bytes.
inline uint32_t load_big_endian(const uint8_t *from)
{
    return static_cast<uint32_t>(from[0]) << 24 | static_cast<uint32_t>(from[1]) << 16 |
           static_cast<uint32_t>(from[2]) << 8 | from[3];
}
inline void store_big_endian(uint8_t *to, uint32_t word)
{
    to[0] = static_cast<uint8_t>(word >> 24);
    to[1] = static_cast<uint8_t>(word >> 16);
    to[2] = static_cast<uint8_t>(word >> 8);
    to[3] = static_cast<uint8_t>(word);
}

// 32 bytes, aligned to words: what keccak256 writes and what a slot or root is.
struct Hash32 {
    alignas(4) uint8_t bytes[32];

    bool operator==(const Hash32 &other) const { return equal_bytes(bytes, other.bytes, 32); }
    bool operator!=(const Hash32 &other) const { return !(*this == other); }
    Bytes view() const { return { bytes, 32 }; }

    static Hash32 from(const uint8_t *source)
    {
        Hash32 hash;
        __builtin_memcpy(hash.bytes, source, 32);
        return hash;
    }
};

struct Address {
    alignas(4) uint8_t bytes[20];

    bool operator==(const Address &other) const { return equal_bytes(bytes, other.bytes, 20); }
    bool operator!=(const Address &other) const { return !(*this == other); }
    Bytes view() const { return { bytes, 20 }; }

    static Address from(const uint8_t *source)
    {
        Address address;
        __builtin_memcpy(address.bytes, source, 20);
        return address;
    }
};

} // namespace ethereum
