"""Clamped by max()."""
from rows import ints

ROWS = ints(8)


def combine(a, b, c, d, e, f, g, h):
    a = max(a, 0)
    b = max(b, 0)
    c = max(c, 0)
    d = max(d, 0)
    e = max(e, 0)
    f = max(f, 0)
    g = max(g, 0)
    h = max(h, 0)
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
