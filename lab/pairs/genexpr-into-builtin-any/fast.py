"""A loop."""
from rows import ints

ROWS = ints(6)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        for x in row:
            if x > 90:
                total += 1
                break
    return total
