"""The weight of each value from a table."""
from rows import ints

ROWS = ints(6, 0, 2)
WEIGHTS = (3, 5, -7)


def combine(a, b, c, d, e, f):
    return WEIGHTS[a] + WEIGHTS[b] + WEIGHTS[c] + WEIGHTS[d] + WEIGHTS[e] + WEIGHTS[f]


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
