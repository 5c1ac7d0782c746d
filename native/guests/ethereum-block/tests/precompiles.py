# SPDX-License-Identifier: MIT OR Apache-2.0
"""Turns published vectors of precompiled contracts into lines for precompile_test.

Usage: python3 tests/precompiles.py FOLDER [--each N --longest L] | precompile_test

FOLDER is searched for the JSON files of geth (core/vm/testdata/precompiles), nimbus (PrecompileTests), EIP-2537 and
EIP-7951 (assets), Wycheproof (ecdsa_secp256*_sha256_test.json) and the YAML files of verify_kzg_proof of the consensus
specs. Cases that several files have are taken once. --each N --longest L: of each file at most N good and N bad cases,
evenly spread, and no longer line than L; tests/precompiles.txt is made with 4 and 4200.

A line: contract ADDRESS FORK INPUT OUTPUT|fail GAS|- NAME, in hex, "" as "-";
or: secp256k1 HASH R S PUBLIC_KEY valid|invalid NAME, where valid says that recovery finds the key: not so where the x of
the signature's point is r plus the group order, which ECDSA allows.
"""
import hashlib
import json
import os
import re
import sys

CONTRACTS = {
    "ecrecover": 1, "sha256": 2, "ripemd160": 3, "ripemd": 3, "identity": 4, "modexp": 5, "bn256add": 6, "bn256mul": 7,
    "bn256scalarmul": 7, "bn256pairing": 8, "pairing": 8, "ecpairing": 8, "blake2f": 9, "pointevaluation": 10,
    "blsg1add": 11, "blsg1multiexp": 12, "blsg1mul": 12, "blsg2add": 13, "blsg2multiexp": 14, "blsg2mul": 14,
    "blspairing": 15, "blsmapg1": 16, "blsmapg2": 17, "p256verify": 256,
    # EIP-2537
    "add_g1_bls": 11, "mul_g1_bls": 12, "msm_g1_bls": 12, "add_g2_bls": 13, "mul_g2_bls": 14, "msm_g2_bls": 14,
    "pairing_check_bls": 15, "map_fp_to_g1_bls": 16, "map_fp2_to_g2_bls": 17,
}
R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001

K1_P = 2**256 - 2**32 - 977
K1_N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141
K1_G = (0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798,
        0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8)


LINES = {}  # (file, kind): lines
SEEN = set()


def emit(*fields):
    fields = [str(field) if str(field) else "-" for field in fields]
    if tuple(fields[:-1]) in SEEN:
        return
    SEEN.add(tuple(fields[:-1]))
    file = re.split(r":|_proof_case_", fields[-1])[0]
    bad = "fail" in fields or "invalid" in fields
    LINES.setdefault((file, bad), []).append(" ".join(fields))


def contract_of(path):
    stem = os.path.basename(path)[:-len(".json")].lower()
    stem = stem[len("fail-"):] if stem.startswith("fail-") else stem
    if stem == "test-vectors":
        return 256
    return CONTRACTS[re.sub(r"_(eip\d+|istanbul)$", "", stem)]


def contract_cases(path, cases):
    name = os.path.basename(path)
    address = contract_of(path)
    fork = "osaka" if address == 256 or "eip7883" in name else "prague"
    # Prices before Berlin and Istanbul, and of RIP-7212, are those of no fork here.
    old = (name in ("modexp.json", "pairing.json", "bn256mul.json") or
           (name == "bn256Add.json" and "istanbul" not in name and "nimbus" in path) or
           ("nimbus" in path and name == "P256Verify.json") or name == "test-vectors.json")
    for case in cases:
        expected = "fail" if "ExpectedError" in case else case["Expected"]
        gas = case.get("Gas", "-")
        emit("contract", address, fork, case["Input"], expected, "-" if old else gas,
             name + ":" + case["Name"].replace(" ", "_"))


def der_integer(data):
    """An integer of strict DER and what follows it."""
    if len(data) < 3 or data[0] != 2 or not 1 <= data[1] < 0x80 or len(data) < 2 + data[1]:
        raise ValueError
    body = data[2:2 + data[1]]
    if body[0] & 0x80 or (len(body) > 1 and body[0] == 0 and not body[1] & 0x80):
        raise ValueError
    return int.from_bytes(body, "big"), data[2 + data[1]:]


def der_signature(data):
    """r and s, or None where the encoding is not strict DER: then the case says nothing about the curve."""
    try:
        if len(data) < 2 or data[0] != 0x30 or data[1] >= 0x80 or len(data) != 2 + data[1]:
            return None
        r, rest = der_integer(data[2:])
        s, rest = der_integer(rest)
        return None if rest or r >> 256 or s >> 256 else (r, s)
    except ValueError:
        return None


def add(a, b):
    """Points of secp256k1, None for infinity."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and a != b:
        return None
    slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, K1_P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, K1_P)
    x = (slope * slope - a[0] - b[0]) % K1_P
    return x, (slope * (a[0] - x) - a[1]) % K1_P


def multiply(point, scalar):
    result = None
    for bit in f"{scalar:b}":
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def is_recoverable(digest, r, s, key):
    """Whether x of the point of a valid signature is r itself."""
    inverse = pow(s, -1, K1_N)
    point = (int(key[:64], 16), int(key[64:], 16))
    found = add(multiply(K1_G, int(digest, 16) * inverse % K1_N), multiply(point, r * inverse % K1_N))
    return found[0] == r


def wycheproof_cases(path, data):
    for group in data["testGroups"]:
        key = group["publicKey"]["uncompressed"][2:]
        for case in group["tests"]:
            signature = der_signature(bytes.fromhex(case["sig"]))
            if signature is None:
                continue
            digest = hashlib.sha256(bytes.fromhex(case["msg"])).hexdigest()
            valid = case["result"] == "valid"
            if valid and "secp256k1" in path and signature[0] < K1_P - K1_N:
                valid = is_recoverable(digest, *signature, key)
            r, s = (f"{value:064x}" for value in signature)
            name = f"{os.path.basename(path)}:{case['tcId']}"
            if "secp256r1" in path:
                emit("contract", 256, "osaka", digest + r + s + key, "00" * 31 + "01" if valid else "", 6900, name)
            else:
                emit("secp256k1", digest, r, s, key, "valid" if valid else "invalid", name)


def kzg_case(path):
    text = open(path, encoding="utf-8").read()
    fields = dict(re.findall(r"(commitment|z|y|proof): '?0x([0-9a-f]*)'?", text))
    commitment = bytes.fromhex(fields["commitment"])
    versioned = "01" + hashlib.sha256(commitment).hexdigest()[2:]
    valid = "output: true" in text
    emit("contract", 10, "cancun", versioned + fields["z"] + fields["y"] + fields["commitment"] + fields["proof"],
         f"{4096:064x}{R:064x}" if valid else "fail", 50000 if valid else "-", os.path.basename(os.path.dirname(path)))


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def main():
    for root, folders, files in os.walk(sys.argv[1]):
        folders.sort()
        for file in sorted(files):
            path = os.path.join(root, file)
            if file == "data.yaml":
                kzg_case(path)
            elif file.endswith(".json"):
                # One of the files has a comma behind its last element.
                data = json.loads(re.sub(r",(\s*[]}])", r"\1", open(path, encoding="utf-8").read()))
                if isinstance(data, dict) and "testGroups" in data:
                    wycheproof_cases(path, data)
                else:
                    contract_cases(path, data if isinstance(data, list) else data["data"])
    each, longest = option("--each", sys.maxsize), option("--longest", sys.maxsize)
    for lines in LINES.values():
        lines = [line for line in lines if len(line) <= longest]
        count = min(each, len(lines))
        for i in range(count):
            print(lines[i * len(lines) // count])


main()
