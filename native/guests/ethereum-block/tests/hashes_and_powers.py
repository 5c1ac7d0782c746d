# SPDX-License-Identifier: MIT OR Apache-2.0
"""Cases for precompile_test that Python computes: Keccak-256 around its block size, SHA-256, MODEXP of odd sizes.

Usage: python3 tests/hashes_and_powers.py | precompile_test
A line: keccak INPUT DIGEST NAME; or contract ADDRESS FORK INPUT OUTPUT GAS NAME.
"""
import hashlib
import random

from keccak import keccak256


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
