"""A loop."""
from rows import ints

ROWS = ints(6)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        for x in row:
            total += x * 2
    return total
