#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Assembles the PTX that ships with NVIDIA's ptxas and says what every kernel takes of a multiprocessor.

usage: assemble.py FOLDER [--ptxas PROGRAM] [--json FILE] [--architectures 80,86,89,90]

FOLDER has UNIT.sm_N.ptx, as the build leaves them in images/. Every file is assembled for every architecture from N on; the table has, for each architecture,
the file that the library chooses: the newest that is not newer. Fails on an error, on a warning, and on a stack (spilled registers, arrays in local memory)
beyond what kernels.txt beside this file allows. Without ptxas it says so and ends well: a toolkit is not needed to build or to ship.
"""

import argparse
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Threads, blocks and bytes of shared memory of a multiprocessor: CUDA C++ Programming Guide, "Technical Specifications per Compute Capability". All have
# 65,536 registers, given to warps in units of 256, and take 1 KiB of shared memory for themselves from every block.
MULTIPROCESSORS = {80: (2048, 32, 164), 86: (1536, 16, 100), 89: (1536, 24, 100), 90: (2048, 32, 228), 100: (2048, 32, 228), 120: (1536, 24, 100)}


def assemble(ptxas, path, architecture):
    """What ptxas says of the kernels of a file: {kernel: {registers, stack, ...}}, and its complaints."""
    with tempfile.TemporaryDirectory() as folder:
        command = [ptxas, "-v", f"-arch=sm_{architecture}", str(path), "-o", f"{folder}/out.cubin"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    kernels, complaints, kernel = {}, [], None
    for line in (run.stdout + run.stderr).splitlines():
        if re.search(r"error|warning|fatal", line):
            complaints.append(f"{path.name} for sm_{architecture}: {line.strip()}")
        if found := re.search(r"Function properties for (\w+)", line):
            kernel = kernels.setdefault(found.group(1), {})
        if found := re.search(r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads", line):
            kernel["stackBytes"], kernel["spillStoreBytes"], kernel["spillLoadBytes"] = map(int, found.groups())
        if found := re.search(r"Used (\d+) registers", line):
            kernel["registers"] = int(found.group(1))
            shared = re.search(r"(\d+) bytes smem", line)
            kernel["staticSharedBytes"] = int(shared.group(1)) if shared else 0
    if run.returncode != 0 and not complaints:
        complaints.append(f"{path.name} for sm_{architecture}: ptxas ended with {run.returncode}")
    return kernels, complaints


def block_threads(path):
    """Threads of a block of every kernel, from its launch bounds."""
    return {kernel: int(threads) for kernel, threads in re.findall(r"\.entry (\w+)\([^{]*?\.maxntid (\d+)", path.read_text())}


def resident_threads(architecture, row):
    """Threads that a multiprocessor holds at once, and what limits them."""
    threads, blocks, shared_kibibytes = MULTIPROCESSORS[architecture]
    size = row["blockThreads"]
    warps = (size + 31) // 32
    shared = row["staticSharedBytes"] + row["dynamicSharedBytes"] + 1024
    limits = {
        "threads": threads // size,
        "blocks": blocks,
        "registers": 65536 // ((row["registers"] + 7) // 8 * 256) // warps,
        "shared memory": shared_kibibytes * 1024 // shared,
    }
    limit = min(limits, key=limits.get)
    return limits[limit] * size, limit


def read_expectations():
    """kernels.txt: {kernel: (bytes of dynamic shared memory, bytes of stack that are allowed)}."""
    rows = {}
    for line in (pathlib.Path(__file__).parent / "kernels.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            kernel, shared, stack, _ = line.split(maxsplit=3)
            rows[kernel] = (int(shared), int(stack))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--ptxas", default=shutil.which("ptxas"))
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--architectures", default="80,86,89,90")
    options = parser.parse_args()
    if not options.ptxas:
        print("assemble: no ptxas on the PATH: nothing is assembled")
        return 0

    architectures = [int(word) for word in options.architectures.split(",")]
    files = {}
    for path in sorted(options.folder.glob("*.sm_*.ptx")):
        unit, version = re.fullmatch(r"(\w+)\.sm_(\d+)\.ptx", path.name).groups()
        files.setdefault(unit, {})[int(version)] = path
    if not files:
        print(f"assemble: no PTX in {options.folder}", file=sys.stderr)
        return 1

    jobs = [(unit, version, path, a) for unit, paths in files.items() for version, path in paths.items() for a in architectures if a >= version]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda job: assemble(options.ptxas, job[2], job[3]), jobs))

    expectations = read_expectations()
    rows, failures = [], []
    for (unit, version, path, architecture), (kernels, complaints) in zip(jobs, answers):
        failures += complaints
        threads = block_threads(path)
        chosen = version == max(v for v in files[unit] if v <= architecture)
        for kernel, properties in sorted(kernels.items()) if chosen else []:
            row = {"unit": unit, "kernel": kernel, "architecture": f"sm_{architecture}", "ptx": f"sm_{version}", "blockThreads": threads[kernel]}
            shared, stack = expectations.get(kernel, (0, 0))
            row |= properties | {"dynamicSharedBytes": shared}
            row["residentThreads"], row["limitedBy"] = resident_threads(architecture, row)
            row["occupancy"] = round(row["residentThreads"] / MULTIPROCESSORS[architecture][0], 3)
            rows.append(row)
            if row["stackBytes"] > stack:
                failures.append(f"{kernel} on sm_{architecture}: {row['stackBytes']} bytes of local memory, {stack} are wanted")

    rows.sort(key=lambda row: (row["unit"], row["kernel"], row["architecture"]))
    print(f"{'kernel':42} {'device':6} {'threads':>7} {'registers':>9} {'stack':>5} {'stores':>6} {'loads':>5} {'shared':>7} {'resident':>8}  limited by")
    for row in rows:
        shared = row["staticSharedBytes"] + row["dynamicSharedBytes"]
        print(
            f"{row['kernel']:42} {row['architecture']:6} {row['blockThreads']:7} {row['registers']:9} {row['stackBytes']:5} {row['spillStoreBytes']:6} "
            f"{row['spillLoadBytes']:5} {shared:7} {row['residentThreads']:8}  {row['limitedBy']}"
        )
    version = re.search(r"V([\d.]+)", subprocess.run([options.ptxas, "--version"], capture_output=True, text=True, check=True).stdout).group(1)
    print(f"{len(jobs)} files assembled by ptxas {version}, {len(failures)} failures")
    for failure in failures:
        print(failure, file=sys.stderr)

    if options.json:
        commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False, cwd=pathlib.Path(__file__).parent).stdout.strip()
        head = json.dumps({"tool": f"ptxas {version}", "commit": commit, "command": "native/kernels/tools/assemble.py"})
        lines = ",\n  ".join(json.dumps(row) for row in rows)
        options.json.write_text(f'{head[:-1]}, "kernels": [\n  {lines}\n]}}\n')
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
