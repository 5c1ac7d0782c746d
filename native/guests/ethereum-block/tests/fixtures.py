#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""fixtures.py OUTPUT [--every N] [--largest BYTES] FILE-OR-FOLDER...   Writes OUTPUT, the case file of fixtures_main, from
BlockchainTest JSON of execution-spec-tests; of each file every N-th test (default: all), and none that is larger."""
import json
import os
import re
import struct
import sys

FORKS = ["Paris", "Shanghai", "Cancun", "Prague", "Osaka", "BPO1", "BPO2"]


def data(text):
    digits = text[2:]
    return bytes.fromhex(digits if len(digits) % 2 == 0 else "0" + digits)


def text(content):
    return struct.pack("<I", len(content)) + content


def number(value):
    return struct.pack("<Q", int(value, 16))


def word(value):
    return int(value, 16).to_bytes(32, "big")


def item(content, at):
    """Payload's start and end of the RLP item at `at`."""
    first = content[at]
    if first < 0x80:
        return at, at + 1
    short, size = first - (0xC0 if first >= 0xC0 else 0x80), 0
    if short > 55:
        size = short - 55
        short = int.from_bytes(content[at + 1 : at + 1 + size], "big")
    return at + 1 + size, at + 1 + size + short


def timestamp(block):
    """Of a block's RLP: the twelfth field of its header. 0 if that is not there."""
    try:
        at, _ = item(block, 0)
        at, _ = item(block, at)
        for _ in range(11):
            at = item(block, at)[1]
        start, end = item(block, at)
        return int.from_bytes(block[start:end], "big")
    except IndexError:
        return 0


def fork_at(network, time):
    transition = re.fullmatch(r"(\w+)To(\w+)AtTime(\d+)k", network)
    if transition is None:
        return network
    return transition[2] if time >= 1000 * int(transition[3]) else transition[1]


def case(name, test):
    accounts = []
    for address, account in test["pre"].items():
        storage = b"".join(word(key) + word(value) for key, value in account["storage"].items())
        accounts.append(data(address) + number(account["nonce"]) + word(account["balance"]) + text(data(account["code"])) + text(storage))
    config = test.get("config", {})
    schedule = config.get("blobSchedule", {})
    blocks = []
    for block in test["blocks"]:
        encoded = data(block["rlp"])
        fork = fork_at(test["network"], timestamp(encoded))
        if fork not in FORKS:
            return None
        blobs = schedule.get(fork, {"target": "0x0", "max": "0x0", "baseFeeUpdateFraction": "0x1"})
        blocks.append(
            struct.pack("<BB", FORKS.index(fork), "expectException" not in block)
            + number(blobs["target"]) + number(blobs["max"]) + number(blobs["baseFeeUpdateFraction"])
            + text(encoded) + text(block.get("expectException", "").encode())
        )
    return (
        text(name.encode()) + number(config.get("chainid", "0x1")) + text(data(test["genesisRLP"])) + data(test["lastblockhash"])
        + struct.pack("<I", len(accounts)) + b"".join(accounts) + struct.pack("<I", len(blocks)) + b"".join(blocks)
    )


def files(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".json"))
        else:
            yield path


arguments = sys.argv[1:]
output = arguments.pop(0)
options = {"--every": 1, "--largest": 1 << 32}
while arguments[0] in options:
    options[arguments[0]] = int(arguments[1])
    arguments = arguments[2:]
with open(output, "wb") as out:
    for path in files(arguments):
        if os.path.basename(path) == "index.json":
            continue
        with open(path) as file:
            tests = json.load(file)
        for name in list(tests)[:: options["--every"]]:
            converted = case(name, tests[name])
            if converted is not None and len(converted) <= options["--largest"]:
                out.write(converted)
