"""Rounded by round()."""
from rows import floats

ROWS = floats(2, 1.0, 100.0)


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        x, y = ROWS[i % size]
        total += round(x, 2)
    return round(total, 3)
