"""Whole numbers as floats."""
from rows import floats

SIZES = [tuple(x > 0 for x in row) for row in floats(6)]
ROWS = [[x if keep else x // 1.0 for x, keep in zip(row, sizes)] for row, sizes in zip(floats(6, seed=8), SIZES)]
ROWS = [tuple(row) for row in ROWS]


def combine(a, b, c, d, e, f):
    a = a * 0.5
    b = b * 0.5
    c = c * 0.5
    d = d * 0.5
    e = e * 0.5
    f = f * 0.5
    return a + b + c + d + e + f


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
