#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes vectors.inc, the known answers of the edges guest, to stdout: computed with Python's integers by the formulas of the
guest ABI. Points need not lie on a curve: the calls do not ask."""

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

call_cases.area_words = 72


def binary(code, size, p, q, operation, left, right):
    """P := operation(P, Q) on lists of numbers of size words."""
    def apply(area):
        count = len(left)
        a = [from_words(area[p + size * i:p + size * (i + 1)]) for i in range(count)]
        b = [from_words(area[q + size * i:q + size * (i + 1)]) for i in range(count)]
        area[p:p + size * count] = [word for value in operation(a, b) for word in to_words(value, size)]
    lay = lambda values: [word for value in values for word in to_words(value, size)]
    case(code, p, q, [(q, lay(right)), (p, lay(left))], apply)


def add_points(prime):
    def operation(a, b):
        (x1, y1), (x2, y2) = a, b
        slope = (y2 - y1) * pow(x2 - x1, -1, prime)
        x = (slope * slope - x1 - x2) % prime
        return x, (slope * (x1 - x) - y1) % prime
    return operation


def double(code, size, prime, a, point):
    def operation(area):
        x1, y1 = (from_words(area[16 + size * i:16 + size * (i + 1)]) for i in range(2))
        slope = (3 * x1 * x1 + a) * pow(2 * y1, -1, prime)
        x = (slope * slope - 2 * x1) % prime
        area[16:16 + 2 * size] = to_words(x, size) + to_words((slope * (x1 - x) - y1) % prime, size)
    case(code, 16, None, [(16, to_words(point[0], size) + to_words(point[1], size))], operation)


def weierstrass(add, dbl, size, curve):
    p = curve.p
    (x, y), operation = curve.multiple(known.number("edge", 250)), add_points(p)
    pairs = [
        ((0, 0), (1, 1)),  # off the curve, sum (0, 0)
        ((p - 1, p - 1), (0, 0)),
        ((0, p - 1), (p - 1, 0)),
        ((x, y), (x + 1, y)),  # slope 0
        ((x, y), (0, 0)),
        ((0, 1), (p - 1, p - 1)),
        ((1, 0), (2, 0)),
        ((p - 1, 1), (p - 2, p - 1)),
    ]
    if curve.a == 0:  # slope 0 on the curve: cube roots of one times x
        root = next(r for r in (pow(g, (p - 1) // 3, p) for g in range(2, 20)) if r != 1)
        pairs += [((x, y), (root * x % p, y)), ((root * x % p, y), (root * root * x % p, y))]
    for left, right in pairs:
        binary(add, size, 0, 2 * size, operation, left, right)
    binary(add, size, 2 * size, 0, operation, (x, y), curve.g)
    binary(add, size, 0, size, operation, (3, 5), (5, 7))  # overlapping: y1 is x2
    doubles = [(0, 1), (0, p - 1), (1, 1), (p - 1, p - 1), (p - 1, 1), (x, (p + 1) // 2), (x, p - y)]
    if curve.b == 4:
        doubles.append((0, 2))  # on the curve
    for point in doubles:
        double(dbl, size, p, curve.a, point)


def edwards():
    p, d = known.ED_P, known.ED.d
    i = pow(2, (p - 1) // 4, p)  # a root of -1
    x, y = known.ED.multiple(known.number("edge", 250))

    def operation(a, b):
        product = d * a[0] * b[0] * a[1] * b[1]
        return ((a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, p) % p, (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, p) % p)
    neutral, second, fourth = (0, 1), (0, p - 1), (i, 0)  # orders 1, 2, 4
    for left, right in ((neutral, neutral), (second, second), (fourth, fourth), (neutral, second), (second, fourth), (neutral, fourth), ((x, y), neutral),
                        ((x, y), second), ((x, y), fourth), ((x, y), (x, y)), ((x, y), (p - x, y)), ((0, 0), (0, 0)), ((p - 1, p - 1), (0, 1))):
        binary(0x00010107, 8, 0, 16, operation, left, right)
    binary(0x00010107, 8, 16, 16, operation, (x, y), (x, y))
    binary(0x00010107, 8, 16, 24, operation, (3, 5), (5, 7))

    def decompress(height, sign, root):
        def write(area):
            area[16:24] = to_words(root, 8)
        case(0x00000108, 16, None, [(24, to_words(height, 8))], write, sign)
    decompress(1, 0, 0)
    decompress(p - 1, 0, 0)
    decompress(0, 0, min(i, p - i, key=lambda root: root % 2))
    decompress(0, 1, max(i, p - i, key=lambda root: root % 2))
    decompress(y, x % 2, x)


def decompression(code, size, curve, flag_of):
    p = curve.p
    x = 0
    for _ in range(3):  # the smallest x of points, among them 0 on BLS12-381
        while pow(x**3 + curve.a * x + curve.b, (p - 1) // 2, p) != 1:
            x += 1
        y = pow(x**3 + curve.a * x + curve.b, (p + 1) // 4, p)
        for root in (y, p - y):
            def write(area, root=root):
                area[16:16 + size] = to_words(root, size)
            case(code, 16, None, [(16 + size, to_words(x, size))], write, flag_of(root, p))
        x += 1


def fields(code, size, prime, quadratic):
    top = 2 ** (32 * size) - 1
    operations = {
        0: lambda a, b: [(u + v) % prime for u, v in zip(a, b)],
        1: lambda a, b: [(u - v) % prime for u, v in zip(a, b)],
        2: (lambda a, b: [(a[0] * b[0] - a[1] * b[1]) % prime, (a[0] * b[1] + a[1] * b[0]) % prime]) if quadratic
           else (lambda a, b: [a[0] * b[0] % prime]),
    }
    for offset, operation in operations.items():
        for left, right in (((0, 0), (0, 0)), ((top, top), (top, top)), ((prime, prime), (prime, prime)), ((0, 0), (top, prime)), ((prime - 1, 1), (1, prime - 1)),
                            ((2 * prime, prime + 1) if 2 * prime < top else (prime, prime + 1), (1, top))):
            count = 2 if quadratic else 1
            binary(code + offset, size, 0, 2 * size, operation, left[:count], right[:count])
        count = 2 if quadratic else 1
        binary(code + offset, size, 0, 1, operation, [known.number(f"edge {i}") for i in range(count)], [known.number(f"edge {i + 2}") for i in range(count)])  # overlapping


def uint256():
    top = 2**256 - 1
    def mul(p, q, x, y, m):
        def operation(area):
            y, m = from_words(area[q:q + 8]), from_words(area[q + 8:q + 16])
            area[p:p + 8] = to_words(from_words(area[p:p + 8]) * y % (m or 2**256), 8)
        case(0x0001011D, p, q, [(q, to_words(y, 8) + to_words(m, 8)), (p, to_words(x, 8))], operation)
    for values in ((0, 0, 0), (top, top, 2), (top, top, 2**255), (1, 1, 1), (top, 1, 0), (2**128, 2**128, 0), (top, top, top - 1), (0, top, top)):
        mul(0, 16, *values)
    mul(8, 8, 5, top, known.number("edge m"))
    mul(16, 8, known.number("edge m"), top, known.number("edge m"))  # x is the modulus


def sha_compress(p, q):
    def operation(area):
        w, h = area[p:p + 64], area[q:q + 8]
        v = list(h)
        for t in range(64):
            s1 = known.rotate(v[4], 26, 32) ^ known.rotate(v[4], 21, 32) ^ known.rotate(v[4], 7, 32)
            t1 = v[7] + s1 + (v[4] & v[5] ^ ~v[4] & v[6]) + round_constants[t] + w[t]
            s0 = known.rotate(v[0], 30, 32) ^ known.rotate(v[0], 19, 32) ^ known.rotate(v[0], 10, 32)
            t2 = s0 + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])
            v = [(t1 + t2) & 0xFFFFFFFF, v[0], v[1], v[2], (v[3] + t1) & 0xFFFFFFFF, v[4], v[5], v[6]]
        area[q:q + 8] = [(a + b) & 0xFFFFFFFF for a, b in zip(h, v)]
    case(0x00010106, p, q, [], operation)


def cube_root(value):
    low, high = 0, 1 << 40
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**3 <= value else (low, middle - 1)
    return low


primes = [n for n in range(2, 312) if all(n % d for d in range(2, n))]
round_constants = [cube_root(n << 96) & 0xFFFFFFFF for n in primes[:64]]  # FIPS 180-4, section 4.2.2


def sha_extend(values):
    def operation(area):
        for i in range(16, 64):
            low = known.rotate(area[i - 15], 25, 32) ^ known.rotate(area[i - 15], 14, 32) ^ area[i - 15] >> 3
            high = known.rotate(area[i - 2], 15, 32) ^ known.rotate(area[i - 2], 13, 32) ^ area[i - 2] >> 10
            area[i] = (area[i - 16] + low + area[i - 7] + high) & 0xFFFFFFFF
    case(0x00300105, 0, None, [(0, values)], operation)


def keccak(lanes):
    def operation(area):
        result = known.keccak_f([area[2 * i] | area[2 * i + 1] << 32 for i in range(25)])
        area[0:50] = [word for lane in result for word in (lane & 0xFFFFFFFF, lane >> 32)]
    case(0x00010109, 0, None, [(0, [word for lane in lanes for word in (lane & 0xFFFFFFFF, lane >> 32)])], operation)


def main():
    print("// python3 vectors.py > vectors.inc")
    print("static const struct call_case cases[] = {")
    weierstrass(0x0001010A, 0x0000010B, 8, known.K1)
    weierstrass(0x00010130, 0x00000131, 8, known.R1)
    weierstrass(0x0001010E, 0x0000010F, 8, known.BN)
    weierstrass(0x0001011E, 0x0000011F, 12, known.BLS)
    edwards()
    decompression(0x0000010C, 8, known.K1, lambda y, p: y % 2)
    decompression(0x00000132, 8, known.R1, lambda y, p: y % 2)
    decompression(0x0000011C, 12, known.BLS, lambda y, p: int(y > p - y))
    fields(0x0001012C, 8, known.K1_P, False)
    fields(0x00010126, 8, known.BN_P, False)
    fields(0x00010120, 12, known.BLS_P, False)
    fields(0x00010129, 8, known.BN_P, True)
    fields(0x00010123, 12, known.BLS_P, True)
    uint256()
    for p, q in ((0, 64), (8, 0), (0, 8), (0, 60), (4, 0)):  # the state may lie in the schedule, if not at its start
        sha_compress(p, q)
    sha_extend([0xFFFFFFFF] * 16)
    sha_extend([0] * 16)
    keccak([2**64 - 1] * 25)
    keccak([0] * 25)
    print("};")
    known.array("case_words", words)
    p, q = known.number("end p"), known.number("end q")
    total = (p + q) % known.K1_P
    known.array("end_p", to_words(p, 8))
    known.array("end_q", to_words(q, 8))
    known.array("end_sum", to_words(total, 8))
    known.array("end_product", to_words(total * q % known.K1_P, 8))


if __name__ == "__main__":
    main()
