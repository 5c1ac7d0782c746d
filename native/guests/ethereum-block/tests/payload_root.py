#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""payload_root.py FOLDER...   Checks the outputs beside the inputs that blocks_main --write made: the root of the request, found here
with types as the consensus specs write them, the chain and the schema."""
import glob
import hashlib
import os
import sys


def sha(data):
    return hashlib.sha256(data).digest()


ZEROS = [bytes(32)]
for _ in range(40):
    ZEROS.append(sha(ZEROS[-1] * 2))


def merkle(chunks, limit):
    for level in range(max(limit - 1, 0).bit_length()):
        if not chunks:
            chunks = [ZEROS[level]]
        if len(chunks) % 2:
            chunks = chunks + [ZEROS[level]]
        chunks = [sha(chunks[i] + chunks[i + 1]) for i in range(0, len(chunks), 2)]
    return chunks[0] if chunks else bytes(32)


def pack(data):
    return [data[i : i + 32].ljust(32, b"\0") for i in range(0, len(data), 32)]


class Vector:  # of bytes; an integer is one too
    def __init__(self, size):
        self.size = size

    def root(self, data):
        assert len(data) == self.size
        return merkle(pack(data), (self.size + 31) // 32)


class ByteList:
    size = None

    def __init__(self, limit):
        self.limit = limit

    def root(self, data):
        assert len(data) <= self.limit
        return sha(merkle(pack(data), (self.limit + 31) // 32) + len(data).to_bytes(32, "little"))


class Container:
    def __init__(self, *fields):
        self.fields = fields
        self.size = sum(field.size for field in fields) if all(field.size for field in fields) else None

    def split(self, data):
        values, offsets, at = [], [], 0
        for field in self.fields:
            size = field.size or 4
            values.append(data[at : at + size])
            if field.size is None:
                offsets.append((len(values) - 1, int.from_bytes(values[-1], "little")))
            at += size
        for (index, start), (_, end) in zip(offsets, offsets[1:] + [(None, len(data))]):
            values[index] = data[start:end]
        return values

    def root(self, data):
        return merkle([field.root(value) for field, value in zip(self.fields, self.split(data))], len(self.fields))


class List:
    size = None

    def __init__(self, item, limit):
        self.item, self.limit = item, limit

    def root(self, data):
        if self.item.size:
            items = [data[i : i + self.item.size] for i in range(0, len(data), self.item.size)]
        else:
            first = int.from_bytes(data[:4], "little") if data else 0
            starts = [int.from_bytes(data[i : i + 4], "little") for i in range(0, first, 4)]
            items = [data[start:end] for start, end in zip(starts, starts[1:] + [len(data)])]
        assert len(items) <= self.limit
        return sha(merkle([self.item.root(item) for item in items], self.limit) + len(items).to_bytes(32, "little"))


U64, B20, B32, U256, B48 = Vector(8), Vector(20), Vector(32), Vector(32), Vector(48)
BELLATRIX = (B32, B20, B32, B32, Vector(256), B32, U64, U64, U64, U64, ByteList(32), U256, B32, List(ByteList(1 << 30), 1 << 20))
CAPELLA = BELLATRIX + (List(Container(U64, U64, B20, U64), 16),)
DENEB = CAPELLA + (U64, U64)
REQUESTS = Container(
    List(Container(B48, B32, U64, Vector(96), U64), 8192),
    List(Container(B20, B48, U64), 16),
    List(Container(B20, B48, B48), 2),
)
CANCUN = (Container(*DENEB), List(B32, 4096), B32)
REQUEST = {0x0E: Container(Container(*BELLATRIX)), 0x0F: Container(Container(*CAPELLA)), 0x10: Container(*CANCUN)}
for fork in (0x11, 0x12, 0x13, 0x14):
    REQUEST[fork] = Container(*CANCUN, REQUESTS)

count = failures = 0
for folder in sys.argv[1:]:
    for path in sorted(glob.glob(os.path.join(folder, "*.input"))):
        with open(path, "rb") as file:
            data = file.read()
        with open(path.removesuffix("input") + "output", "rb") as file:
            output = file.read()
        count += 1
        request, _, chain, _ = Container(ByteList(0), ByteList(0), U64, ByteList(0)).split(data[2:])
        expected = REQUEST[data[0]].root(request) + b"\x01" + chain + data[:2]
        if output != expected:
            failures += 1
            print(os.path.basename(path), "is", output.hex(), "not", expected.hex())
print(f"outputs: {count - failures} of {count}")
sys.exit(failures > 0 or count == 0)
