// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/accelerator.hpp"
#include "crypto/hashes.hpp"

namespace ethereum
{

namespace
{

void compress_block(Sha256Words &state, const uint8_t *block)
{
    uint32_t w[64];
    for (size_t i = 0; i < 16; i++)
        w[i] = load_big_endian(block + 4 * i);
    accelerator::sha256_extend(w);
    accelerator::sha256_rounds(w, state.words);
}

} // namespace

void sha256(Hash32 &digest, Bytes data)
{
    Sha256Words state = Sha256Start;
    size_t whole = data.size / 64 * 64;
    for (size_t i = 0; i < whole; i += 64)
        compress_block(state, data.data + i);
    uint8_t last[128] = {};
    size_t rest = data.size - whole, padded = rest < 56 ? 64 : 128;
    if (rest != 0)
        copy_bytes(last, data.data + whole, rest);
    last[rest] = 0x80;
    uint64_t bits = static_cast<uint64_t>(data.size) * 8;
    for (size_t i = 0; i < 8; i++)
        last[padded - 1 - i] = static_cast<uint8_t>(bits >> (8 * i));
    for (size_t i = 0; i < padded; i += 64)
        compress_block(state, last + i);
    digest = state.to_hash();
}

void sha256_pair(Sha256Words &digest, const Sha256Words &left, const Sha256Words &right)
{
    // The schedule of what pads a message of 64 bytes.
    static constexpr uint32_t Padding[64] = {
        0x80000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000,
        0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000200,
        0x80000000, 0x01400000, 0x00205000, 0x00005088, 0x22000800, 0x22550014, 0x05089742, 0xa0000020,
        0x5a880000, 0x005c9400, 0x0016d49d, 0xfa801f00, 0xd33225d0, 0x11675959, 0xf6e6bfda, 0xb30c1549,
        0x08b2b050, 0x9d7c4c27, 0x0ce2a393, 0x88e6e1ea, 0xa52b4335, 0x67a16f49, 0xd732016f, 0x4eeb2e91,
        0x5dbf55e5, 0x8eee2335, 0xe2bc5ec2, 0xa83f4394, 0x45ad78f7, 0x36f3d0cd, 0xd99c05e8, 0xb0511dc7,
        0x69bc7ac4, 0xbd11375b, 0xe3ba71e5, 0x3b209ff2, 0x18feee17, 0xe25ad9e7, 0x13375046, 0x0515089d,
        0x4f0d0f04, 0x2627484e, 0x310128d2, 0xc668b434, 0x420841cc, 0x62d311b8, 0xe59ba771, 0x85a7a484,
    };
    uint32_t w[64];
    for (size_t i = 0; i < 8; i++) {
        w[i] = left.words[i];
        w[8 + i] = right.words[i];
    }
    digest = Sha256Start;
    accelerator::sha256_extend(w);
    accelerator::sha256_rounds(w, digest.words);
    accelerator::sha256_rounds(Padding, digest.words);
}

} // namespace ethereum
