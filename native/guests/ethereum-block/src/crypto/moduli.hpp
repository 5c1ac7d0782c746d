// SPDX-License-Identifier: MIT OR Apache-2.0
// Base fields and group orders (SEC 2; FIPS 186-4; EIP-196; EIP-2537), least significant word first. Every one of the
// base fields is 3 mod 4, so -1 is no square in it.
#pragma once

#include <stdint.h>

namespace ethereum::moduli
{

constexpr uint32_t Secp256k1Base[8] = { 0xfffffc2f, 0xfffffffe, 0xffffffff, 0xffffffff,
                                        0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff };
constexpr uint32_t Secp256k1Order[8] = { 0xd0364141, 0xbfd25e8c, 0xaf48a03b, 0xbaaedce6,
                                         0xfffffffe, 0xffffffff, 0xffffffff, 0xffffffff };
constexpr uint32_t Secp256r1Base[8] = { 0xffffffff, 0xffffffff, 0xffffffff, 0x00000000,
                                        0x00000000, 0x00000000, 0x00000001, 0xffffffff };
constexpr uint32_t Secp256r1Order[8] = { 0xfc632551, 0xf3b9cac2, 0xa7179e84, 0xbce6faad,
                                         0xffffffff, 0xffffffff, 0x00000000, 0xffffffff };
constexpr uint32_t Bn254Base[8] = { 0xd87cfd47, 0x3c208c16, 0x6871ca8d, 0x97816a91,
                                    0x8181585d, 0xb85045b6, 0xe131a029, 0x30644e72 };
constexpr uint32_t Bls12381Base[12] = { 0xffffaaab, 0xb9feffff, 0xb153ffff, 0x1eabfffe, 0xf6b0f624, 0x6730d2a0,
                                        0xf38512bf, 0x64774b84, 0x434bacd7, 0x4b1ba7b6, 0x397fe69a, 0x1a0111ea };
constexpr uint32_t Bls12381Order[8] = { 0x00000001, 0xffffffff, 0xfffe5bfe, 0x53bda402,
                                        0x09a1d805, 0x3339d808, 0x299d7d48, 0x73eda753 };

} // namespace ethereum::moduli
