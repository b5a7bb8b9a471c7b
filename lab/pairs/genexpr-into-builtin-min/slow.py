"""min() over a generator expression."""
from rows import ints

ROWS = ints(6)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        total += min(x & 63 for x in row)
    return total
