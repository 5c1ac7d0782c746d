#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Writes cases.inc, what every RV32IM instruction must compute on edge operands, to stdout.

The results follow from the RISC-V unprivileged specification (chapters RV32I and M) by Python's unbounded integers, so
they owe nothing to the machine that runs the guest. Each line is a macro of operations.S: the instruction and its results.
"""

OPERANDS = [0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000,
            0x7F000000, 0x7F000001, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]  # with p - 1 and p of the prover's field
IMMEDIATES = [0, 1, -1, 2, 0x7F, 0x80, -0x80, 0xFF, 0x100, 0x555, -0x556, 2047, -2048]
SHIFTS = [0, 1, 7, 8, 15, 16, 24, 31]
UPPER = [0, 1, 0x7F000, 0x7FFFF, 0x80000, 0xAAAAA, 0xFFFFF]
OFFSETS = [-2048, -2047, -2046, -2045, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 2044, 2045, 2046, 2047]
STORED = [0x89ABCD7F, 0x00FF8180]
HALF = 2048  # the memory cases address from the middle of 2 * HALF bytes


def signed(value, bits=32):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def divide(a, b):
    """Quotient towards zero, as C does; -1 for a division by zero."""
    if b == 0:
        return -1
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def remainder(a, b):
    return a if b == 0 else a - divide(a, b) * b


REGISTER = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "sll": lambda a, b: a << b % 32,
    "slt": lambda a, b: signed(a) < signed(b),
    "sltu": lambda a, b: a < b,
    "xor": lambda a, b: a ^ b,
    "srl": lambda a, b: a >> b % 32,
    "sra": lambda a, b: signed(a) >> b % 32,
    "or": lambda a, b: a | b,
    "and": lambda a, b: a & b,
    "mul": lambda a, b: a * b,
    "mulh": lambda a, b: signed(a) * signed(b) >> 32,
    "mulhsu": lambda a, b: signed(a) * b >> 32,
    "mulhu": lambda a, b: a * b >> 32,
    "div": lambda a, b: divide(signed(a), signed(b)),
    "divu": divide,
    "rem": lambda a, b: remainder(signed(a), signed(b)),
    "remu": remainder,
}
IMMEDIATE = {"addi": "add", "slti": "slt", "sltiu": "sltu", "xori": "xor", "ori": "or", "andi": "and"}
SHIFT_IMMEDIATE = {"slli": "sll", "srli": "srl", "srai": "sra"}
BRANCH = {
    "beq": lambda a, b: a == b,
    "bne": lambda a, b: a != b,
    "blt": lambda a, b: signed(a) < signed(b),
    "bge": lambda a, b: signed(a) >= signed(b),
    "bltu": lambda a, b: a < b,
    "bgeu": lambda a, b: a >= b,
}
LOAD = {"lb": (1, True), "lbu": (1, False), "lh": (2, True), "lhu": (2, False), "lw": (4, True)}
STORE = {"sb": 1, "sh": 2, "sw": 4}


def word(value):
    return f"0x{int(value) & 0xFFFFFFFF:x}"


def memory():
    """What main.c fills its buffer with."""
    return bytearray((167 * i + (i >> 8)) & 0xFF for i in range(2 * HALF))


def line(macro, *arguments):
    print(f"    {macro} {', '.join(map(str, arguments))}")


def main():
    print("# python3 cases.py > cases.inc")
    line("operands", *map(word, OPERANDS))
    for name, result in REGISTER.items():
        line("register_operation", name, *(word(result(a, b)) for a in OPERANDS for b in OPERANDS))
    for name, base in IMMEDIATE.items():
        for i in IMMEDIATES:
            line("immediate_operation", name, i, *(word(REGISTER[base](a, i & 0xFFFFFFFF)) for a in OPERANDS))
    for name, base in SHIFT_IMMEDIATE.items():
        for i in SHIFTS:
            line("immediate_operation", name, i, *(word(REGISTER[base](a, i)) for a in OPERANDS))
    for name, taken in BRANCH.items():
        line("branch", name, *(int(taken(a, b)) for a in OPERANDS for b in OPERANDS))
    for i in UPPER:
        line("upper", word(i), word(i << 12))
    for name, (size, is_signed) in LOAD.items():
        for offset in OFFSETS:
            if offset % size == 0:
                start = HALF + offset
                value = int.from_bytes(memory()[start:start + size], "little", signed=is_signed)
                line("load", name, offset, word(value))
    for name, size in STORE.items():
        for offset in OFFSETS:
            for value in STORED if offset % size == 0 else ():
                after, start = memory(), HALF + offset
                after[start:start + size] = (value % 256**size).to_bytes(size, "little")
                first = start // 4 * 4
                line("store", name, offset, word(value), first, word(int.from_bytes(after[first:first + 4], "little")))


main()
