"""Ints as defaults of float parameters."""
from rows import floats

ROWS = floats(4)


def weigh(rows, a: float = 0, b: float = 1, c: float = 0, d: float = 2):
    total = 0.0
    for row in rows:
        total += row[0] * a + row[1] * b + row[2] * c + row[3] * d
    return total


def run(n):
    total = 0.0
    for _ in range(n // (4 * len(ROWS))):
        total += weigh(ROWS)
        total += weigh(ROWS, 0.5, 1.5)
        total += weigh(ROWS, c=2.5, d=3.5)
        total += weigh(ROWS, 0.5, 1.5, 2.5, 3.5)
    return total
