"""8 negative ints replaced by 100 by bit arithmetic, right for ints inside 63 bits."""
from rows import ints

ROWS = ints(8)


def combine(a, b, c, d, e, f, g, h):
    m = a >> 63
    a = (100 & m) | (a & ~m)
    m = b >> 63
    b = (100 & m) | (b & ~m)
    m = c >> 63
    c = (100 & m) | (c & ~m)
    m = d >> 63
    d = (100 & m) | (d & ~m)
    m = e >> 63
    e = (100 & m) | (e & ~m)
    m = f >> 63
    f = (100 & m) | (f & ~m)
    m = g >> 63
    g = (100 & m) | (g & ~m)
    m = h >> 63
    h = (100 & m) | (h & ~m)
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
