"""Distances by math.hypot."""
import math
from rows import floats

ROWS = floats(2)


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        x, y = ROWS[i % size]
        total += math.hypot(x, y)
    return round(total, 3)
