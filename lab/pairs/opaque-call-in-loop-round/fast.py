"""Rounded by arithmetic, right for positive numbers that are no ties."""
from rows import floats

ROWS = floats(2, 1.0, 100.0)


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        x, y = ROWS[i % size]
        total += int(x * 100.0 + 0.5) / 100.0
    return round(total, 3)
