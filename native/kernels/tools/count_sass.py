#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Counts what one thread of a kernel occupies of the units of a multiprocessor, from machine code, and the limit that follows on a GPU.

usage: count_sass.py FILE.ptx KERNEL [--arch 90] [--units N] [--taken LABEL,...] [LOOP=TRIPS ...]

FILE.ptx is assembled by ptxas and taken apart by nvdisasm, both from the PATH or from --tools. The instructions of a loop count once for every trip; a loop
is named by its first label, .L_x_4 as LOOP 4; without arguments for them the loops are listed and count once. Branches forward are not taken, but those to the
labels that --taken names.
N is how many units of work a thread does (permutations, elements), by default 1.

Lanes a clock of a multiprocessor of sm_80 to sm_90: 128 are issued; 64 integer products (IMAD, also as an addition or a move), 64 additions, comparisons and
logic, 16 bit reversals (CUDA C++ Programming Guide, "Throughput of Native Arithmetic Instructions"); 32 accesses to memory, 16 of eight bytes, 8 of sixteen.
IMAD.WIDE and IMAD.HI take the unit of the products twice as long: the guide does not say so, ptxas 12.4 schedules them so (independent IMADs two clocks apart,
these four).
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

H100_LANES = 132 * 1.755e9
LANES = {"issue": 128, "products": 64, "additions, logic": 64, "special": 16, "memory": 32}
ADDITIONS = ("IADD", "VIADD", "VIMNMX", "IMNMX", "LOP", "SHF", "LEA", "ISETP", "SEL", "PRMT", "MOV", "PLOP", "BMSK", "SGXT", "P2R", "R2P", "CS2R", "IABS", "FSEL")
SPECIAL = ("BREV", "POPC", "FLO", "MUFU", "I2F", "F2I")
MEMORY = ("LDS", "STS", "LDG", "STG", "LDL", "STL", "LD.", "ST.", "SHFL", "ATOM", "RED", "LDSM")


def unit_of(instruction):
    """The unit that an instruction keeps busy, and for how many of its lanes' clocks."""
    if instruction.startswith(("IMAD.WIDE", "IMAD.HI")):
        return "products", 2
    if instruction.startswith(("IMAD", "HFMA2", "FFMA", "IDP")):
        return "products", 1
    if instruction.startswith(ADDITIONS):
        return "additions, logic", 1
    if instruction.startswith(SPECIAL):
        return "special", 1
    if instruction.startswith(MEMORY):
        return "memory", 4 if ".128" in instruction else 2 if ".64" in instruction else 1
    return None, 0


def disassemble(path, kernel, arch, tools):
    """[(label or None, instruction, branch target or None)] of a kernel."""
    with tempfile.TemporaryDirectory() as folder:
        cubin = f"{folder}/out.cubin"
        subprocess.run([f"{tools}ptxas", f"-arch=sm_{arch}", str(path), "-o", cubin], check=True)
        text = subprocess.run([f"{tools}nvdisasm", "-c", cubin], capture_output=True, text=True, check=True).stdout
    body = text[text.index(f"\n.text.{kernel}:") :]
    lines, label = [], None
    for line in body.splitlines()[2:]:
        if found := re.match(r"\.L_x_(\d+):", line):
            label = found.group(1)
        elif found := re.match(r"\s+/\*[0-9a-f]{4,}\*/\s+(?:@!?U?P\w+ +)?([A-Z][\w.]*)(.*)", line):
            target = re.search(r"`\(\.L_x_(\d+)\)", line)
            if found.group(1) == "BRA" and target and target.group(1) == label and lines and lines[-1][1] in ("EXIT", "BRA"):
                break  # behind the end stands a branch to itself
            lines.append((label, found.group(1), target.group(1) if target and found.group(1) == "BRA" else None))
            label = None
        elif line.startswith("//---"):
            break
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("kernel")
    parser.add_argument("trips", nargs="*")
    parser.add_argument("--arch", default="90")
    parser.add_argument("--tools", default="", help="folder of ptxas and nvdisasm, ending in /")
    parser.add_argument("--units", type=float, default=1)
    parser.add_argument("--taken", default="")
    parser.add_argument("--instructions", action="store_true", help="list the instructions by name")
    options = parser.parse_intermixed_args()
    trips = {name: float(count) for name, count in (word.split("=") for word in options.trips)}
    lines = disassemble(options.file, options.kernel, options.arch, options.tools)

    position = {label: i for i, (label, _, _) in enumerate(lines) if label}
    loops = {}
    for i, (_, _, target) in enumerate(lines):
        if target and position.get(target, i + 1) <= i:
            loops[target] = (position[target], i)
    unknown = set(trips) - set(loops)
    if unknown:
        print(f"no loops: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 1

    busy, names, taken, until = dict.fromkeys(LANES, 0.0), {}, options.taken.split(","), None
    for i, (label, instruction, target) in enumerate(lines):
        if until and label != until:
            continue
        until = target if target in taken and position[target] > i else None
        factor = 1.0
        for name, (first, last) in loops.items():
            factor *= trips.get(name, 1) if first <= i <= last else 1
        unit, clocks = unit_of(instruction)
        busy["issue"] += factor
        if unit:
            busy[unit] += factor * clocks
        names[instruction] = names.get(instruction, 0) + factor

    for i, (_, _, target) in enumerate(lines):
        if target and position.get(target, -1) > i:
            print(f"branch over {position[target] - i - 1} instructions to {target}{', taken' if target in taken else ''}")
    for name, (first, last) in sorted(loops.items(), key=lambda loop: loop[1]):
        print(f"loop {name}: {last - first + 1} instructions, {trips.get(name, 1):g} trips")
    if options.instructions:
        for name, count in sorted(names.items(), key=lambda item: -item[1]):
            print(f"{count:10.1f} {name}")
    worst = 0.0
    for unit, lanes in LANES.items():
        seconds = busy[unit] / options.units / lanes / H100_LANES
        worst = max(worst, seconds)
        print(f"{busy[unit] / options.units:10.2f} lanes of {unit:17} a unit of work, on an H100 {1 / seconds if seconds else 0:.4g} a second")
    both = (busy["products"] + busy["additions, logic"]) / options.units / 128 / H100_LANES
    worst = max(worst, both) if worst else both
    print(f"limit on an H100 {1 / worst:.4g} a second; products and additions evenly shared {1 / both:.4g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
