# SPDX-License-Identifier: MIT OR Apache-2.0
"""Calls on an area of memory whose results are known, as rows of the table that call_cases.h checks."""

area_words = 0  # words of the area; the script that makes a table says how many
words = []  # operands and results of all cases, in order
FILL = 0xA5A50000  # what lies around operands: FILL + the number of the word


def to_words(value, count):
    assert 0 <= value < 1 << 32 * count
    return [value >> 32 * i & 0xFFFFFFFF for i in range(count)]


def from_words(words):
    return sum(word << 32 * i for i, word in enumerate(words))


def case(code, p, q, operands, operation, flag=0):
    """A call with P and Q at words p and q (None: a1 is flag); operands are words by offset, laid down in order; operation
    changes the area as the call should."""
    area = [FILL + i for i in range(area_words)]
    for at, values in operands:
        area[at:at + len(values)] = values
    before = list(area)
    operation(area)
    assert len(area) == area_words
    first, last = span([word != FILL + i for i, word in enumerate(before)])
    first_changed, last_changed = span([old != new for old, new in zip(before, area)])
    words.extend(before[first:last] + area[first_changed:last_changed])
    print(f"    {{ 0x{code:08x}, {p}, {q or 0}, {int(q is not None)}, {flag}, {first}, {last - first}, {first_changed}, {last_changed - first_changed} }},")


def span(flags):
    """From the first to behind the last place that is set."""
    places = [i for i, is_set in enumerate(flags) if is_set]
    return (places[0], places[-1] + 1) if places else (0, 0)
