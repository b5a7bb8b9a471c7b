"""A branch."""
from rows import ints

ROWS = ints(1)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        x = ROWS[i % size][0]
        if x < 0:
            x = 100
        total += x
    return total
