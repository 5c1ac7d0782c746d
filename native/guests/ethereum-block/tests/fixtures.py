#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""fixtures.py OUTPUT [--every N] [--largest BYTES] [--spread M] FILE-OR-FOLDER...   Writes OUTPUT, the case file of fixtures_main, from
BlockchainTest JSON of execution-spec-tests; of each file every N-th test
(default: all), none that is larger, and of those every M-th. An OUTPUT that ends in .gz is compressed."""
import re
import struct
import sys

from case_file import FORKS, NO_BLOBS, accounts, blobs, convert, data, number, text


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
    config = test.get("config", {})
    schedule = config.get("blobSchedule", {})
    blocks = []
    for block in test["blocks"]:
        encoded = data(block["rlp"])
        fork = fork_at(test["network"], timestamp(encoded))
        if fork not in FORKS:
            return None
        blocks.append(
            struct.pack("<BB", FORKS.index(fork), "expectException" not in block)
            + blobs(schedule.get(fork, NO_BLOBS)) + text(encoded) + text(block.get("expectException", "").encode())
        )
    return (
        text(name.encode()) + number(config.get("chainid", "0x1")) + text(data(test["genesisRLP"])) + data(test["lastblockhash"])
        + accounts(test["pre"]) + struct.pack("<I", len(blocks)) + b"".join(blocks)
    )


convert(case, sys.argv[1:])
