# SPDX-License-Identifier: MIT OR Apache-2.0
"""Keccak-256 in plain Python, for cases."""
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
