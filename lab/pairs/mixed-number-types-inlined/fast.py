"""Floats as defaults of a helper."""
from rows import floats

ROWS = floats(6)


def combine(a: float = 0.0, b: float = 1.0, c: float = 0.0, d: float = 2.0, e: float = 0.0, f: float = 1.0, g: float = 0.0, h: float = 1.0):
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
        a, b, c, d, e, f = ROWS[i % size]
        total += combine(a, b, c)
        total += combine(a, b, c, d, e, f)
        total += combine(a, b, e=d, g=e)
    return total
