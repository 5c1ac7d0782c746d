#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Counts the instructions that one thread runs in a kernel, from its PTX.

usage: count_instructions.py FILE.ptx KERNEL [LOOP=TRIPS ...]

The instructions of a basic block count once for every trip of the loops around it. A loop is named by its first block, $L__BB0_4 as LOOP BB0_4; without
arguments for them the loops are listed. Forward branches are taken to be not taken: bounds checks at the start of a kernel.
"""

import re
import sys


def read_blocks(text, kernel):
    """The basic blocks of a kernel: [(label, [instruction words])], in order."""
    start = text.index(f".entry {kernel}(")
    body = text[text.index("{", start) : text.index("\n}", start)]
    blocks = [("entry", [])]
    for line in body.split("\n")[1:]:
        line = line.split("//")[0].strip()
        label = re.fullmatch(r"\$L__(\w+):", line)
        if label:
            blocks.append((label.group(1), []))
        elif line and not line.startswith("."):
            blocks[-1][1].append(line)
    return blocks


def find_loops(blocks):
    """Loops as (name of the first block, index of it, index of the last block): backward branches."""
    position = {label: i for i, (label, _) in enumerate(blocks)}
    loops = {}
    for i, (_, lines) in enumerate(blocks):
        for line in lines:
            target = re.search(r"bra(?:\.uni)?\s+\$L__(\w+)", line)
            if target and position[target.group(1)] <= i:
                first = position[target.group(1)]
                loops[target.group(1)] = (first, max(i, loops.get(target.group(1), (first, i))[1]))
    return loops


def classify(line):
    """What a PTX instruction becomes: product, addition or logic, memory, or nothing (moves and conversions that ptxas removes)."""
    word = re.sub(r"^@!?%p\d+\s+", "", line).split()[0].rstrip(";")
    if word.startswith(("mul", "mad")):
        return "products"
    if word.startswith(("ld", "st")):
        return "memory"
    if word.startswith(("mov", "cvt")):
        return "moves"
    wide = word.endswith(("64",)) and not word.startswith("setp")
    return "wide additions" if wide else "additions, logic, branches"


def main():
    text, kernel = open(sys.argv[1]).read(), sys.argv[2]
    trips = {name: int(count) for name, count in (argument.split("=") for argument in sys.argv[3:])}
    blocks = read_blocks(text, kernel)
    loops = find_loops(blocks)
    totals = {}
    for i, (label, lines) in enumerate(blocks):
        factor = 1
        for name, (first, last) in loops.items():
            if first <= i <= last:
                factor *= trips.get(name, 1)
        for line in lines:
            kind = classify(line)
            totals[kind] = totals.get(kind, 0) + factor
    for name, (first, last) in sorted(loops.items(), key=lambda loop: loop[1]):
        size = sum(len(lines) for _, lines in blocks[first : last + 1])
        print(f"loop {name}: {size} instructions, {trips.get(name, 1)} trips")
    for kind, count in sorted(totals.items()):
        print(f"{count:8} {kind}")

    # A 64-bit addition is two of 32 bits; moves are left out.
    slots = sum(count * (2 if kind == "wide additions" else 1) for kind, count in totals.items() if kind != "moves")
    print(f"{slots:8} issue slots a thread")


if __name__ == "__main__":
    main()
