"""Two loops."""
from rows import ints

ROWS = ints(3)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        for x in ROWS[i % size]:
            total += x & 7
        for x in ROWS[(i + 1) % size]:
            total += x & 7
    return total
