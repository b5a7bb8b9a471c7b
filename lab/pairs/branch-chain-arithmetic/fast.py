"""8 negative ints replaced by 100 by the arithmetic form of the talk."""
from rows import ints

ROWS = ints(8)


def combine(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int):
    a = (a < 0) * 100 + (a >= 0) * a
    b = (b < 0) * 100 + (b >= 0) * b
    c = (c < 0) * 100 + (c >= 0) * c
    d = (d < 0) * 100 + (d >= 0) * d
    e = (e < 0) * 100 + (e >= 0) * e
    f = (f < 0) * 100 + (f >= 0) * f
    g = (g < 0) * 100 + (g >= 0) * g
    h = (h < 0) * 100 + (h >= 0) * h
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
