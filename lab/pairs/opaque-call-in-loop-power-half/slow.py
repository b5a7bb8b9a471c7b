"""Roots by the power operator."""
import math
from rows import floats

ROWS = floats(2, 1.0, 100.0)


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        x, y = ROWS[i % size]
        total += x**0.5 + y**0.5
    return round(total, 3)
