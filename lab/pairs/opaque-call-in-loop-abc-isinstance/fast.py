"""Sequences told by their classes."""
VALUES = [[1, 2], (3, 4), "ab", 7, [5], "c", 2.5, (6,)]


def run(n):
    total = 0
    for i in range(n):
        value = VALUES[i & 7]
        if isinstance(value, (list, tuple, str)):
            total += len(value)
    return total
