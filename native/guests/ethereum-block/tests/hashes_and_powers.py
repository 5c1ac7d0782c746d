# SPDX-License-Identifier: MIT OR Apache-2.0
"""Cases for precompile_test that Python computes: Keccak-256 around its block size, SHA-256, MODEXP of odd sizes.

Usage: python3 tests/hashes_and_powers.py | precompile_test
A line: keccak INPUT DIGEST NAME; or contract ADDRESS FORK INPUT OUTPUT GAS NAME.
"""
import hashlib
import random

MASK = (1 << 64) - 1
RATE = 136


def rotate(x, bits):
    return (x << bits | x >> (64 - bits)) & MASK if bits else x


def offsets_and_constants():
    """Rotations and round constants as FIPS 202 defines them (3.2.2 and 3.2.5)."""
    offsets = {(0, 0): 0}
    x, y = 1, 0
    for t in range(24):
        offsets[x, y] = (t + 1) * (t + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            constant |= (register & 1) << ((1 << j) - 1)
            register = register << 1 ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return offsets, constants


OFFSETS, CONSTANTS = offsets_and_constants()


def keccak_f(a):
    for constant in CONSTANTS:
        c = [a[x, 0] ^ a[x, 1] ^ a[x, 2] ^ a[x, 3] ^ a[x, 4] for x in range(5)]
        d = [c[(x + 4) % 5] ^ rotate(c[(x + 1) % 5], 1) for x in range(5)]
        b = {(y, (2 * x + 3 * y) % 5): rotate(a[x, y] ^ d[x], OFFSETS[x, y]) for x, y in a}
        a = {(x, y): b[x, y] ^ (~b[(x + 1) % 5, y] & MASK & b[(x + 2) % 5, y]) for x, y in b}
        a[0, 0] ^= constant
    return a


def keccak256(data):
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % RATE))
    padded[-1] |= 0x80
    a = {(x, y): 0 for x in range(5) for y in range(5)}
    for start in range(0, len(padded), RATE):
        for i in range(RATE // 8):
            a[i % 5, i // 5] ^= int.from_bytes(padded[start + 8 * i:start + 8 * i + 8], "little")
        a = keccak_f(a)
    return b"".join(a[i, 0].to_bytes(8, "little") for i in range(4))


def hexed(data):
    return data.hex() or "-"


def shaped(size):
    """Zeros, ones, leading zeros, trailing zeros, or anything."""
    half = size // 2
    return random.choice([bytes(size), b"\xff" * size, bytes(half) + random.randbytes(size - half),
                          random.randbytes(half) + bytes(size - half), random.randbytes(size), random.randbytes(size)])


def power_case(index):
    base = shaped(random.choice([0, 1, 5, 31, 32, 33, 64, 65, 100, 200]))
    exponent = shaped(random.choice([0, 1, 2, 3, 32, 33]))
    modulus = shaped(random.choice([0, 1, 2, 31, 32, 33, 47, 64, 65, 96, 128, 129, 200]))
    value = int.from_bytes(modulus, "big")
    result = pow(int.from_bytes(base, "big"), int.from_bytes(exponent, "big"), value) if value else 0
    data = b"".join(len(part).to_bytes(32, "big") for part in (base, exponent, modulus)) + base + exponent + modulus
    if index % 5 == 0:
        data = data.rstrip(b"\0")
    print("contract 5", random.choice(["prague", "osaka"]), hexed(data), hexed(result.to_bytes(len(modulus), "big")), "-",
          f"power:{index}")


def main():
    random.seed(20)
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    for size in [*range(0, 300, 7), 135, 136, 137, 271, 272, 273, 1023, 1024, 1025, 4001, 65535, 65536, 70001]:
        data = random.randbytes(size)
        print("keccak", hexed(data), keccak256(data).hex(), f"keccak:{size}")
    for size in range(0, 200, 3):
        data = random.randbytes(size)
        print("contract 2 paris", hexed(data), hashlib.sha256(data).hexdigest(), 60 + 12 * ((size + 31) // 32),
              f"sha256:{size}")
    for index in range(200):
        power_case(index)


main()
