#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""blocks.py FOLDER BLOCK.json.gz...   Writes FOLDER/BLOCK.bin, the case files of blocks_main, from real blocks with witnesses."""
import gzip
import json
import os
import struct
import sys


def text(data):
    return struct.pack("<I", len(data)) + data


def strings(items):
    return struct.pack("<I", len(items)) + b"".join(text(bytes.fromhex(item[2:])) for item in items)


for path in sys.argv[2:]:
    with gzip.open(path) as file:
        block = json.load(file)
    name = os.path.basename(path).removesuffix(".json.gz")
    witness = block["executionWitness"]
    with open(os.path.join(sys.argv[1], name + ".bin"), "wb") as file:
        file.write(text(name.encode()) + struct.pack("<Q", block["chainId"]) + text(bytes.fromhex(block["block"][2:])))
        for part in ("state", "codes", "headers"):
            file.write(strings(witness[part]))
