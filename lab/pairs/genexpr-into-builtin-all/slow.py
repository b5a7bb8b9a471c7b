"""all() over a generator expression."""
from rows import ints

ROWS = ints(6)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        total += all(x < 90 for x in row)
    return total
