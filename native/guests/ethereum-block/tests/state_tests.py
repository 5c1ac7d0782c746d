#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""state_tests.py OUTPUT [--every N] [--largest BYTES] [--spread M] FILE-OR-FOLDER...   Writes OUTPUT, the case file of state_main, from
GeneralStateTest JSON of execution-spec-tests; of each file every N-th test
(default: all), none that is larger, and of those every M-th. An OUTPUT that ends in .gz is compressed."""
import struct
import sys

from case_file import FORKS, NO_BLOBS, accounts, blobs, convert, data, number, text, word


def case(name, test):
    env, config = test["env"], test["config"]
    result = b""
    for fork, posts in test["post"].items():
        for post in posts:
            exception = post.get("expectException", "")
            result += (
                text(name.encode())
                + struct.pack("<BB", FORKS.index(fork), exception == "")
                + blobs(config.get("blobSchedule", {}).get(fork, NO_BLOBS))
                + number(config["chainid"])
                + data(env["currentCoinbase"])
                + number(env["currentGasLimit"])
                + number(env["currentNumber"])
                + number(env["currentTimestamp"])
                + word(env["currentRandom"])
                + word(env["currentBaseFee"])
                + number(env.get("currentExcessBlobGas", "0x0"))
                + text(data(post["txbytes"]))
                + data(test["transaction"]["sender"])
                + data(post["hash"])
                + data(post["logs"])
                + text(exception.encode())
                + accounts(test["pre"])
            )
    return result


convert(case, sys.argv[1:])
