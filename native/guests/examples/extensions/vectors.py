#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes vectors.inc, the known answers of the extensions guest, to stdout: computed with Python's integers, Keccak-256 with
the permutation of the precompiles guest, which agrees with hashlib; its hash of nothing must be the one that the Yellow Paper
has for accounts without code."""

import importlib.util
import pathlib
import sys

_examples = pathlib.Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("precompile_vectors", _examples / "precompiles" / "vectors.py")
known = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(known)
sys.path.append(str(_examples))
import call_cases  # noqa: E402
from call_cases import case, from_words, to_words, words  # noqa: E402

call_cases.area_words = 52
MULADD, MULADDMOD = 0x00010180, 0x00010181


def keccak256(data):
    rate = 136
    padded = bytearray(data + bytes(rate - len(data) % rate))
    padded[len(data)] ^= 0x01
    padded[-1] ^= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), rate):
        for i in range(rate // 8):
            lanes[i] ^= int.from_bytes(padded[start + 8 * i:start + 8 * i + 8], "little")
        lanes = known.keccak_f(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def muladd(p, q, x, c, y, d):
    def operation(area):
        a, b = area[p:p + 16], area[q:q + 16]
        result = from_words(a[:8]) * from_words(b[:8]) + from_words(a[8:]) + from_words(b[8:])
        area[p:p + 16] = to_words(result, 16)
    case(MULADD, p, q, [(q, to_words(y, 8) + to_words(d, 8)), (p, to_words(x, 8) + to_words(c, 8))], operation)


def muladdmod(p, q, x, y, m, z):
    def operation(area):
        b = area[q:q + 24]
        result = from_words(area[p:p + 8]) * from_words(b[:8]) + from_words(b[16:])
        area[p:p + 8] = to_words(result % (from_words(b[8:16]) or 2**256), 8)
    case(MULADDMOD, p, q, [(q, to_words(y, 8) + to_words(m, 8) + to_words(z, 8)), (p, to_words(x, 8))], operation)


def main():
    top = 2**256 - 1
    x, y, m, z, c = (known.number(name) for name in "xymzc")
    print("// python3 vectors.py > vectors.inc")
    print("static const struct call_case cases[] = {")
    for values in ((x, c, y, z), (0, 0, 0, 0), (top, top, top, top), (top, 0, top, 0), (0, top, y, top), (1, top, 1, 1), (2**255, 0, 2, 0)):
        muladd(4, 24, *values)
    muladd(24, 4, x, c, y, z)
    muladd(10, 10, x, c, x, c)  # one address: x*x + 2c
    muladd(8, 16, x, c, y, z)  # overlapping: c and y are the same words
    muladd(20, 7, x, c, y, z)
    for values in ((x, y, m, z), (x, y, 0, z), (x, y, 1, z), (top, top, top, top), (top, top, 0, top), (top, top, 1, top), (0, y, m, 0),
                   (0, 0, m, m), (0, 0, m, m - 1), (top, top, 2, top), (m - 1, m - 1, m, m - 1), (2**255, 2, 2**255, 1), (x, 0, 0, 0), (top, 1, 2**128, top)):
        muladdmod(4, 16, *values)
    muladdmod(36, 4, x, y, m, z)
    muladdmod(8, 8, y, y, m, z)  # one address: y*y + z
    muladdmod(16, 8, m, y, m, z)  # x is the modulus
    muladdmod(27, 8, x, y, m, z)
    print("};")
    known.array("case_words", words)
    print("static const struct { uint32_t length; uint8_t digest[32]; } hashes[] = {")
    data = bytes((7 * i * i + 3 * i + 1) & 0xFF for i in range(1000))
    for length in (0, 1, 2, 3, 4, 5, 31, 32, 33, 64, 135, 136, 137, 271, 272, 273, 544, 1000):
        print(f"    {{ {length}, {{ " + ", ".join(f"0x{byte:02x}" for byte in keccak256(data[:length])) + " } },")
    print("};")


if __name__ == "__main__":
    main()
