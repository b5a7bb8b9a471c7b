"""8 ints clamped at 0 by bit arithmetic, right for ints inside 63 bits."""
from rows import ints

ROWS = ints(8)


def combine(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int):
    a = a & ~(a >> 63)
    b = b & ~(b >> 63)
    c = c & ~(c >> 63)
    d = d & ~(d >> 63)
    e = e & ~(e >> 63)
    f = f & ~(f >> 63)
    g = g & ~(g >> 63)
    h = h & ~(h >> 63)
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
