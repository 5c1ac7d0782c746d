#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""guest_inputs.py ARCHIVE FOLDER COUNT   Packs COUNT of the inputs that fixtures_main --write left in FOLDER, with their outputs, into
a compressed file of names, inputs and outputs, each behind its length in four bytes, for the test that runs them in the machine:
in turn one of each script of tests and fork, the smallest first."""
import gzip
import os
import re
import sys

from case_file import text

archive, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
groups = {}
for name in sorted(os.listdir(folder), key=lambda name: (os.path.getsize(os.path.join(folder, name)), name)):
    if name.endswith(".input"):
        script = re.match(r".*?(\.py|\.json|\.yml)|", name)[0]
        fork = re.search(r"fork_([A-Za-z0-9]+)", name)[1]
        groups.setdefault((script, fork), []).append(name.removesuffix(".input"))
chosen = []
while len(chosen) < count and any(groups.values()):
    for names in groups.values():
        if names and len(chosen) < count:
            chosen.append(names.pop(0))
with gzip.GzipFile(archive, "wb", 9, mtime=0) as out:
    for name in sorted(chosen, key=lambda name: (re.search(r"fork_([A-Za-z0-9]+)", name)[1], name)):
        out.write(text(name.encode()))
        for end in (".input", ".output"):
            with open(os.path.join(folder, name + end), "rb") as file:
                out.write(text(file.read()))
