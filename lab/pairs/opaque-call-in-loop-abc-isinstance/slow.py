"""Sequences told by their abstract base class."""
from collections.abc import Sequence

VALUES = [[1, 2], (3, 4), "ab", 7, [5], "c", 2.5, (6,)]


def run(n):
    total = 0
    for i in range(n):
        value = VALUES[i & 7]
        if isinstance(value, Sequence):
            total += len(value)
    return total
