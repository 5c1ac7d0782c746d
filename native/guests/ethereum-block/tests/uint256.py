#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes cases for uint256_test, one a line, "operation a b c result" in hexadecimal; results come from Python integers."""
import random

M = 1 << 256
random.seed(1)


def signed(x):
    return x - M if x >> 255 else x


def number():
    kind = random.randrange(6)
    if kind == 0:
        return random.choice([0, 1, 2, 31, 32, 255, 256, M - 1, M - 2, M >> 1, (M >> 1) - 1, 1 << 128, (1 << 128) - 1])
    if kind == 1:  # words of zeros and ones, where quotient digits are guessed wrong
        return sum(random.choice([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE]) << 32 * i for i in range(8))
    return random.getrandbits(random.randrange(1, 257))


def quotient(a, b):
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else -q


OPERATIONS = {
    "add": lambda a, b, c: a + b,
    "sub": lambda a, b, c: a - b,
    "mul": lambda a, b, c: a * b,
    "div": lambda a, b, c: a // b if b else 0,
    "mod": lambda a, b, c: a % b if b else 0,
    "sdiv": lambda a, b, c: quotient(signed(a), signed(b)) if b else 0,
    "smod": lambda a, b, c: signed(a) - signed(b) * quotient(signed(a), signed(b)) if b else 0,
    "addmod": lambda a, b, c: (a + b) % c if c else 0,
    "mulmod": lambda a, b, c: a * b % c if c else 0,
    "exp": lambda a, b, c: pow(a, b, M),
    "signextend": lambda a, b, c: b if a >= 31 else (b & (1 << 8 * a + 8) - 1) - (b >> 8 * a + 7 & 1) * (1 << 8 * a + 8),
    "byte": lambda a, b, c: b >> 8 * (31 - a) & 255 if a < 32 else 0,
    "shl": lambda a, b, c: b << a if a < 256 else 0,
    "shr": lambda a, b, c: b >> a if a < 256 else 0,
    "sar": lambda a, b, c: signed(b) >> min(a, 256),
    "lt": lambda a, b, c: int(a < b),
    "slt": lambda a, b, c: int(signed(a) < signed(b)),
    "carry": lambda a, b, c: int(a + b >= M),
    "overflow": lambda a, b, c: int(a * b >= M),
    "bits": lambda a, b, c: a.bit_length(),
}

for name, operation in OPERATIONS.items():
    for _ in range(60 if name == "exp" else 600):
        a, b, c = number(), number(), number()
        if name in ("signextend", "byte", "shl", "shr", "sar") and random.random() < 0.9:
            a = random.randrange(0, 300)
        print(name, *("%064x" % (x % M) for x in (a, b, c, operation(a, b, c))))
