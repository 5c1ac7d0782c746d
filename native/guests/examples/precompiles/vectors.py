#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes vectors.inc, the known answers of the precompiles guest, to stdout.

The answers are computed here with Python's integers, and this script stops if what it computes with disagrees with a
published value: curve parameters and generators (SEC 2, FIPS 186, EIP-196, EIP-2537, RFC 8032) must satisfy their curve
equations and group orders, multiples of the generators must equal published ones, SHA-256 and Keccak must agree with
hashlib. Poseidon2's two answers are not computed: they are those of Pico's own Poseidon2 guests for KoalaBear.
"""

import hashlib

K1_P = 2**256 - 2**32 - 977
K1_N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
R1_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
BN_P = 0x30644E72E131A029B85045B68181585D97816A916871CA8D3C208C16D87CFD47
BLS_P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
ED_P = 2**255 - 19


class Curve:
    """y^2 = x^3 + a x + b; points are pairs of integers, None is infinity."""

    def __init__(self, p, a, b, generator, order):
        self.p, self.a, self.b, self.g = p, a, b, generator
        assert self.contains(generator) and self.multiple(order) is None

    def contains(self, point):
        x, y = point
        return (y * y - x**3 - self.a * x - self.b) % self.p == 0

    def add(self, left, right):
        if left is None or right is None:
            return right if left is None else left
        (x1, y1), (x2, y2), p = left, right, self.p
        if x1 == x2 and (y1 + y2) % p == 0:
            return None
        if x1 == x2:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, p) % p
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, p) % p
        x = (slope * slope - x1 - x2) % p
        return x, (slope * (x1 - x) - y1) % p

    def multiple(self, scalar):
        result, power = None, self.g
        while scalar:
            if scalar & 1:
                result = self.add(result, power)
            power = self.add(power, power)
            scalar >>= 1
        return result


class Edwards:
    """ed25519: -x^2 + y^2 = 1 + d x^2 y^2."""

    p = ED_P
    d = -121665 * pow(121666, -1, ED_P) % ED_P
    order = 2**252 + 27742317777372353535851937790883648493

    def __init__(self):
        y = 4 * pow(5, -1, self.p) % self.p
        self.g = (self.x_of(y, 0), y)
        assert self.multiple(self.order) == (0, 1)

    def x_of(self, y, parity):
        square = (y * y - 1) * pow(self.d * y * y + 1, -1, self.p) % self.p
        x = pow(square, (self.p + 3) // 8, self.p)
        if x * x % self.p != square:
            x = x * pow(2, (self.p - 1) // 4, self.p) % self.p
        assert x * x % self.p == square
        return x if x % 2 == parity else self.p - x

    def add(self, left, right):
        (x1, y1), (x2, y2), p = left, right, self.p
        product = self.d * x1 * x2 * y1 * y2
        return (
            (x1 * y2 + x2 * y1) * pow(1 + product, -1, p) % p,
            (y1 * y2 + x1 * x2) * pow(1 - product, -1, p) % p,
        )

    def multiple(self, scalar):
        result, power = (0, 1), self.g
        while scalar:
            if scalar & 1:
                result = self.add(result, power)
            power = self.add(power, power)
            scalar >>= 1
        return result


K1 = Curve(
    K1_P, 0, 7,
    (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
     0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8),
    K1_N)
R1 = Curve(
    R1_P, -3, 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5),
    0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551)
BN = Curve(BN_P, 0, 3, (1, 2), 0x30644E72E131A029B85045B68181585D2833E84879B9709143E1F593F0000001)
BLS = Curve(
    BLS_P, 0, 4,
    (0x17F1D3A73197D7942695638C4FA9AC0FC3688C4F9774B905A14E3A3F171BAC586C55E83FF97A1AEFFB3AF00ADB22C6BB,
     0x08B3F481E3AAA0F1A09E30ED741D8AE4FCF5E095D5D00AF600DB18CB2C04B3EDD03CC744A2888AE40CAA232946C5E7E1),
    0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001)
ED = Edwards()

# Published multiples: secp256k1 and P-256 test vectors for k = 2, EIP-196 and EIP-2537 doublings of the generator.
assert K1.multiple(2)[0] == 0xC6047F9441ED7D6D3045406E95C07CD85C778E4B8CEF3CA7ABAC09B95C709EE5
assert R1.multiple(2)[0] == 0x7CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC47669978
assert BN.multiple(2)[0] == 0x030644E72E131A029B85045B68181585D97816A916871CA8D3C208C16D87CFD3
assert BLS.multiple(2)[0] == int(
    "0572cbea904d67468808c8eb50a9450c9721db309128012543902d0ac358a62ae28f75bb8f1c7c42c39a8c5529bf0f4e", 16)
# RFC 8032, section 7.1, test 1: the public key of a secret key.
_secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
_scalar = int.from_bytes(hashlib.sha512(_secret).digest()[:32], "little") & ((1 << 254) - 8) | (1 << 254)
_public = ED.multiple(_scalar)
assert (_public[1] | (_public[0] & 1) << 255).to_bytes(32, "little").hex() == (
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


def number(name, bits=256):
    """A fixed number without structure."""
    return int.from_bytes(hashlib.sha512(name.encode()).digest(), "big") >> (512 - bits)


def words(count, *values):
    """values as little-endian words, count words each, as a C initialiser."""
    mask = 0xFFFFFFFF
    return "{ " + ", ".join(f"0x{v >> 32 * i & mask:08x}" for v in values for i in range(count)) + " }"


def binary(function, size, p, q, expected):
    print(f"    {{ .binary = {function}, .p = {words(size, *p)}, .q = {words(size, *q)}, .expected = {words(size, *expected)} }},")


def squared(function, size, p, expected):
    print(f"    {{ .binary = {function}, .aliased = 1, .p = {words(size, *p)}, .expected = {words(size, *expected)} }},")


def unary(function, size, p, expected):
    print(f"    {{ .unary = {function}, .p = {words(size, *p)}, .expected = {words(size, *expected)} }},")


def flagged(function, size, p, flag, expected):
    print(f"    {{ .flagged = {function}, .flag = {flag}, .p = {words(size, *p)}, .expected = {words(size, *expected)} }},")


OPERATIONS = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}


def field_cases(name, size, p):
    a, b, top = number(name + " a", 32 * size) % p, number(name + " b", 32 * size) % p, 2 ** (32 * size) - 1
    for key, operation in OPERATIONS.items():
        function = f"pico_{name}_fp_{key}"
        for left, right in ((a, b), (0, p - 1), (p - 1, p - 1), (top, p)):  # the last pair is not reduced
            binary(function, size, (left,), (right,), (operation(left, right) % p,))
        squared(function, size, (a,), (operation(a, a) % p,))


def field2_cases(name, size, p):
    a, b, c, d = (number(f"{name} {i}", 32 * size) % p for i in range(4))
    top = 2 ** (32 * size) - 1
    for key, operation in OPERATIONS.items():
        for x, y in (((a, b), (c, d)), ((p - 1, 0), (p - 1, p - 1)), ((top, p), (b, top))):
            if key == "mul":
                result = (x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0])
            else:
                result = (operation(x[0], y[0]), operation(x[1], y[1]))
            binary(f"pico_{name}_fp2_{key}", size, x, y, (result[0] % p, result[1] % p))


def curve_cases(name, size, curve):
    k, l = number(name + " k", 250), number(name + " l", 250)
    p, q = curve.multiple(k), curve.multiple(l)
    binary(f"pico_{name}_add", size, p, q, curve.multiple(k + l))
    binary(f"pico_{name}_add", size, curve.g, curve.multiple(2), curve.multiple(3))
    for scalar in (1, k):
        unary(f"pico_{name}_double", size, curve.multiple(scalar), curve.multiple(2 * scalar))


def decompress_cases(name, size, curve, flag_of):
    x, y = curve.multiple(number(name + " d", 250))
    for root in (y, curve.p - y):
        flagged(f"pico_{name}_decompress", size, (0, x), flag_of(root, curve.p), (root, x))


def ed_cases():
    k, l = number("ed k", 250), number("ed l", 250)
    p, q = ED.multiple(k), ED.multiple(l)
    for left, right, total in ((p, q, k + l), (p, p, 2 * k), (p, (0, 1), k), (p, (ED_P - p[0], p[1]), 0)):
        binary("pico_ed_add", 8, left, right, ED.multiple(total))
    for parity in (0, 1):
        flagged("pico_ed_decompress", 8, (0, p[1]), parity, (ED.x_of(p[1], parity), p[1]))


def uint256_cases():
    x, y, m, top = number("x"), number("y"), number("m"), 2**256 - 1
    for left, right, modulus in ((x, y, m), (x, y, 0), (top, top, top), (top, top, 0), (top, top, 1), (x, 0, m), (top, 2, 2**255)):
        print(f"    {{ .uint256 = 1, .p = {words(8, left)}, .q = {words(8, right, modulus)}, "
              f".expected = {words(8, left * right % (modulus or 2**256))} }},")


def rotate(value, count, bits):
    return (value << count | value >> (bits - count)) & (2**bits - 1) if count else value


def sha256_schedule(block):
    w = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for i in range(16, 64):
        low = rotate(w[i - 15], 25, 32) ^ rotate(w[i - 15], 14, 32) ^ w[i - 15] >> 3
        high = rotate(w[i - 2], 15, 32) ^ rotate(w[i - 2], 13, 32) ^ w[i - 2] >> 10
        w.append((w[i - 16] + low + w[i - 7] + high) & 0xFFFFFFFF)
    return w


def keccak_f(lanes):
    lanes, constant = list(lanes), 1
    for _ in range(24):
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        lanes = [lanes[i] ^ columns[(i + 4) % 5] ^ rotate(columns[(i + 1) % 5], 1, 64) for i in range(25)]
        moved, x, y = list(lanes), 1, 0
        for t in range(24):  # rho and pi along pi's cycle
            target = y, (2 * x + 3 * y) % 5
            moved[target[0] + 5 * target[1]] = rotate(lanes[x + 5 * y], (t + 1) * (t + 2) // 2 % 64, 64)
            x, y = target
        lanes = [moved[i] ^ ~moved[i // 5 * 5 + (i + 1) % 5] & moved[i // 5 * 5 + (i + 2) % 5] for i in range(25)]
        for j in range(7):  # iota: the bits of the linear feedback register
            if constant & 1:
                lanes[0] ^= 1 << (2**j - 1)
            constant = constant << 1 ^ (0x171 if constant & 0x80 else 0)
    return lanes


def array(name, values, width=32):
    text = ", ".join(f"0x{v:0{width // 4}x}" for v in values)
    print(f"static const uint{width}_t {name}[{len(values)}] = {{ {text} }};")


def hash_vectors():
    block = b"abc" + b"\x80" + bytes(52) + (24).to_bytes(8, "big")  # FIPS 180-4: "abc" is one block
    array("sha_schedule", sha256_schedule(block))
    digest = hashlib.sha256(b"abc").digest()
    array("sha_state", [int.from_bytes(digest[i:i + 4], "big") for i in range(0, 32, 4)])

    empty = [0] * 25
    empty[0], empty[16] = 0x06, 0x80 << 56  # SHA3-256 of nothing: padding only, rate 136
    digest = b"".join(lane.to_bytes(8, "little") for lane in keccak_f(empty)[:4])
    assert digest == hashlib.sha3_256(b"").digest()
    state = [number(f"lane {i}", 64) for i in range(25)]
    array("keccak_input", state, 64)
    array("keccak_output", keccak_f(state), 64)

    array("poseidon2_of_count", [
        1590150808, 752905857, 454775665, 1331766899, 928627856, 22411702, 849412166, 1523865610, 953175503, 742561923,
        305406180, 2130544086, 1587351205, 1604871446, 281895798, 324762066])
    array("poseidon2_of_zeros", [
        1330215056, 1388930081, 1337212159, 2038180411, 1881671374, 164509734, 498654582, 1841854018, 82116708,
        1571428065, 117003252, 1678395592, 2088326992, 1852522451, 1063576961, 1871812444])


def hook_vectors():
    x, y = K1.multiple(number("hook", 250))
    alpha = (x**3 + 7) % K1_P
    array("recover_r", x.to_bytes(32, "big"), 8)
    array("recover_alpha", alpha.to_bytes(32, "big"), 8)
    array("recover_even_y", min(y, K1_P - y, key=lambda root: root % 2).to_bytes(32, "big"), 8)
    array("recover_odd_y", max(y, K1_P - y, key=lambda root: root % 2).to_bytes(32, "big"), 8)
    array("recover_r_inverse", pow(x, -1, K1_N).to_bytes(32, "big"), 8)
    x = next(x for x in range(1, 100) if pow(x**3 + 7, (K1_P - 1) // 2, K1_P) == K1_P - 1)
    alpha = x**3 + 7
    root = pow(3 * alpha, (K1_P + 1) // 4, K1_P)
    assert root * root % K1_P == 3 * alpha
    array("no_point_r", x.to_bytes(32, "big"), 8)
    array("no_point_alpha", alpha.to_bytes(32, "big"), 8)
    array("no_point_root", root.to_bytes(32, "big"), 8)
    array("ed_point", _public[1].to_bytes(32, "little"), 8)
    y = next(y for y in range(2, 100) if pow((y * y - 1) * pow(ED.d * y * y + 1, -1, ED_P), (ED_P - 1) // 2, ED_P) == ED_P - 1)
    array("ed_no_point", y.to_bytes(32, "little"), 8)


def main():
    print("// python3 vectors.py > vectors.inc")
    hash_vectors()
    hook_vectors()
    print("static const struct known_answer known_answers[] = {")
    field_cases("secp256k1", 8, K1_P)
    field_cases("bn254", 8, BN_P)
    field_cases("bls12381", 12, BLS_P)
    field2_cases("bn254", 8, BN_P)
    field2_cases("bls12381", 12, BLS_P)
    curve_cases("secp256k1", 8, K1)
    curve_cases("secp256r1", 8, R1)
    curve_cases("bn254", 8, BN)
    curve_cases("bls12381", 12, BLS)
    decompress_cases("secp256k1", 8, K1, lambda y, p: y % 2)
    decompress_cases("secp256r1", 8, R1, lambda y, p: y % 2)
    decompress_cases("bls12381", 12, BLS, lambda y, p: int(y > p - y))
    ed_cases()
    uint256_cases()
    print("};")


if __name__ == "__main__":
    main()
