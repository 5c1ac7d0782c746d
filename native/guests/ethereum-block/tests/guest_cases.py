# SPDX-License-Identifier: MIT OR Apache-2.0
"""Turns the lines of precompiles.py and hashes_and_powers.py into the input element of guest/precompiles_main.cpp.

Usage: python3 tests/guest_cases.py FILE < lines
"""
import struct
import sys

FORKS = ["paris", "shanghai", "cancun", "prague", "osaka"]
PLENTY = 0xffffffff


def padded(data):
    return data + bytes(-len(data) % 4)


def unhex(text):
    return b"" if text in ("-", "fail") else bytes.fromhex(text)


def case(address, fork, data, fails, output):
    return struct.pack("<6I", address, fork, PLENTY, len(data), fails, len(output)) + padded(data) + padded(output)


def main():
    result = b""
    for line in sys.stdin:
        fields = line.split()
        if fields[0] == "contract":
            result += case(int(fields[1]), FORKS.index(fields[2]), unhex(fields[3]), fields[4] == "fail",
                           unhex(fields[4]))
        elif fields[0] == "keccak":
            result += case(1 << 31, 0, unhex(fields[1]), False, unhex(fields[2]))
        else:
            result += case(0, 0, b"".join(map(unhex, fields[1:5])), fields[5] == "invalid", b"")
    with open(sys.argv[1], "wb") as file:
        file.write(result)


main()
