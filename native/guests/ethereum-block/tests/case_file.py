# SPDX-License-Identifier: MIT OR Apache-2.0
"""What the scripts that turn JSON of execution-spec-tests into case files have in common."""
import gzip
import json
import os
import struct

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


def accounts(pre):
    """Of a `pre` section: count, then address, nonce, balance, code and storage of each."""
    content = struct.pack("<I", len(pre))
    for address, account in pre.items():
        storage = b"".join(word(key) + word(value) for key, value in account["storage"].items())
        content += data(address) + number(account["nonce"]) + word(account["balance"]) + text(data(account["code"])) + text(storage)
    return content


def blobs(schedule):
    return number(schedule["target"]) + number(schedule["max"]) + number(schedule["baseFeeUpdateFraction"])


NO_BLOBS = {"target": "0x0", "max": "0x0", "baseFeeUpdateFraction": "0x1"}


def files(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".json"))
        else:
            yield path


def convert(case, arguments):
    """Writes the case file that the command line asks for; `case` gives the bytes of a named test, or None to leave it out."""
    output = arguments.pop(0)
    options = {"--every": 1, "--spread": 1, "--largest": 1 << 32}
    while arguments[0] in options:
        options[arguments[0]] = int(arguments[1])
        arguments = arguments[2:]
    count = 0
    with gzip.GzipFile(output, "wb", 9, mtime=0) if output.endswith(".gz") else open(output, "wb") as out:
        for path in files(arguments):
            if os.path.basename(path) == "index.json":
                continue
            with open(path) as file:
                tests = json.load(file)
            for name in list(tests)[:: options["--every"]]:
                converted = case(name, tests[name])
                if converted is not None and len(converted) <= options["--largest"]:
                    if count % options["--spread"] == 0:
                        out.write(converted)
                    count += 1
