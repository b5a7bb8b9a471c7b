"""The values added by operators."""
from rows import ints

ROWS = ints(3)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        a, b, c = ROWS[i % size]
        total += a + b + c
    return total
