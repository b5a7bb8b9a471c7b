"""Ints among floats."""
from rows import mixed

ROWS = mixed(8)


def combine(a, b, c, d, e, f, g, h):
    a = a * 0.5
    b = b * 0.5
    c = c * 0.5
    d = d * 0.5
    e = e * 0.5
    f = f * 0.5
    g = g * 0.5
    h = h * 0.5
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
