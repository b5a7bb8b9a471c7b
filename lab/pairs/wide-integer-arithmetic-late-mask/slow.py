"""The value outgrows the machine word."""
from rows import ints

ROWS = ints(16, 0, 255)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        h = 17
        for x in ROWS[i % size]:
            h = h * 31 + x
        total ^= h & 0xFFFFFF
    return total
