#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""trie.py OUTPUT   Writes the case file of trie_model_test: random tries, some of their nodes, look-ups and changes, and the root that a
model gives, which builds each trie anew from its pairs (Yellow Paper, appendix D). The first case is published: ethereum/tests,
TrieTests/hex_encoded_securetrie_test.json."""
import random
import struct
import sys

from case_file import text
from keccak import keccak256

EXACT, FAILS, ANY = range(3)
EMPTY_ROOT = keccak256(b"\x80")
digests = {}


def digest(data):
    if data not in digests:
        digests[data] = keccak256(data)
    return digests[data]


def header(size, offset):
    if size < 56:
        return bytes([offset + size])
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([offset + 55 + len(length)]) + length


def string(data):
    return data if len(data) == 1 and data[0] < 0x80 else header(len(data), 0x80) + data


def items(parts):
    payload = b"".join(parts)
    return header(len(payload), 0xC0) + payload


def compact(path, is_leaf):
    flag = 2 if is_leaf else 0
    nibbles = [flag + 1, *path] if len(path) % 2 else [flag, 0, *path]
    return string(bytes(16 * a + b for a, b in zip(nibbles[::2], nibbles[1::2])))


class Model:
    """A trie of `pairs`; `nodes`: kind and encoding of those of 32 bytes and more, by the path from the root where they stand."""

    def __init__(self, pairs):
        self.nodes = {}
        self.root = EMPTY_ROOT
        if pairs:
            keys = {tuple(n for byte in key for n in (byte >> 4, byte & 15)): value for key, value in pairs.items()}
            self.root = digest(self.encode(keys, (), True))

    def encode(self, keys, path, is_root=False):
        if len(keys) == 1:
            ((key, value),) = keys.items()
            kind, encoded = "leaf", items([compact(key[len(path) :], True), string(value)])
        else:
            common = path
            while len({key[len(common)] for key in keys}) == 1:
                common = next(iter(keys))[: len(common) + 1]
            if common != path:
                kind, encoded = "extension", items([compact(common[len(path) :], False), self.reference(keys, common)])
            else:
                children = []
                for nibble in range(16):
                    part = {key: value for key, value in keys.items() if key[len(path)] == nibble}
                    children.append(self.reference(part, (*path, nibble)) if part else b"\x80")
                kind, encoded = "branch", items([*children, b"\x80"])
        if is_root or len(encoded) >= 32:
            self.nodes[path] = kind, encoded
        return encoded

    def reference(self, keys, path):
        encoded = self.encode(keys, path)
        return encoded if len(encoded) < 32 else b"\xa0" + digest(encoded)

    def on_path(self, key):
        nibbles = tuple(n for byte in key for n in (byte >> 4, byte & 15))
        return {path for path in self.nodes if nibbles[: len(path)] == path}


def case(mode, root, nodes, gets, changes, result):
    random.shuffle(nodes)
    content = struct.pack("<B", mode) + root + struct.pack("<I", len(nodes)) + b"".join(map(text, nodes))
    content += struct.pack("<I", len(gets))
    for key, value in gets:
        content += text(key) + text(value or b"")
    content += struct.pack("<I", len(changes))
    for key, value in changes:
        content += text(key) + text(value or b"")
    return content + result


def random_key(size, alphabet):
    return bytes(random.choice(alphabet) for _ in range(size))


def random_case(out):
    size = random.choice([1, 2, 3, 4, 32])
    alphabet = random.choice([[0x00, 0x01, 0x10, 0x11], [0x00, 0x0F, 0xF0, 0xFF, 0x12], list(range(256))])
    longest = random.choice([1, 3, 33, 80])
    value = lambda: random.randbytes(random.randrange(1, longest + 1))  # noqa: E731
    before = {random_key(size, alphabet): value() for _ in range(random.choice([0, 1, 2, 3, 6, 12]))}
    model = Model(before)
    key = lambda: random.choice([*before, random_key(size, alphabet)])  # noqa: E731
    gets = [(k, before.get(k)) for k in sorted({key() for _ in range(4)})]
    # As a state does it: what is put comes before what is removed.
    puts = {key(): value() for _ in range(random.randrange(4))}
    removed = [k for k in sorted({key() for _ in range(random.randrange(5))}) if k not in puts]
    after = {k: v for k, v in {**before, **puts}.items() if k not in removed}
    changes = [*puts.items(), *((k, None) for k in removed)]
    result = Model(after).root
    touched = set().union(*(model.on_path(k) for k, _ in gets), *(model.on_path(k) for k, _ in changes))
    every = [encoded for _, encoded in model.nodes.values()]
    out.write(case(EXACT, model.root, every, gets, changes, result))
    # What a branch can collapse onto is one of its children; nothing else is needed beside the paths.
    some = [encoded for path, (_, encoded) in model.nodes.items() if path in touched or path[:-1] in touched]
    out.write(case(EXACT, model.root, some, gets, changes, result))
    least = [model.nodes[path][1] for path in touched]
    out.write(case(ANY, model.root, least, gets, changes, result))
    if touched and before:
        # Without a node that something else does not stand for, look-ups and changes below it fail.
        missing = model.nodes[random.choice(sorted(touched))][1]
        keys = [k for k, _ in [*gets, *changes] if any(model.nodes[path][1] == missing for path in model.on_path(k))]
        out.write(case(FAILS, model.root, [e for e in every if e != missing], [(k, before.get(k)) for k in keys[:1]], [], model.root))


PUBLISHED = {
    "a94f5374fce5edbc8e2a8697c15331677e6ebf0b": "f848018405f446a7a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "095e7baea6a6c7c4c2dfeb977efac326af552d87": "f8440101a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a004bccc5d94f4d1f99aab44369a910179931772f2a5c001c3229f57831c102769",
    "d2571607e241ecf590ed94b12d87c94babe36db6": "f8440180a0ba4b47865c55a341a4a78759bb913cd15c3ee8eaf30a62fa8d1c8863113d84e8a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "62c01474f089b07dae603491675dc5b5748f7049": "f8448080a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "2adc25665018aa1fe0e6bc666dac8fc2697ff9ba": "f8478083019a59a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
}
PUBLISHED_ROOT = "730a444e08ab4b8dee147c9b232fc52d34a223d600031c1e9d25bfc985cbd797"

random.seed(7)
with open(sys.argv[1], "wb") as out:
    pairs = {keccak256(bytes.fromhex(key)): bytes.fromhex(value) for key, value in PUBLISHED.items()}
    out.write(case(EXACT, EMPTY_ROOT, [], [], list(pairs.items()), bytes.fromhex(PUBLISHED_ROOT)))
    assert Model(pairs).root.hex() == PUBLISHED_ROOT
    for _ in range(400):
        random_case(out)
