"""A loop."""
from rows import ints

ROWS = ints(6)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        least = 64
        for x in row:
            y = x & 63
            if y < least:
                least = y
        total += least
    return total
