"""It starts as 0."""
from rows import floats

ROWS = floats(2)


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += ROWS[i % size][0]
    return total
