"""Comparisons as numbers."""
from rows import ints

ROWS = ints(1)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        x = ROWS[i % size][0]
        x = (x < 0) * 100 + (x >= 0) * x
        total += x
    return total
