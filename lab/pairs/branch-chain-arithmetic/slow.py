"""8 negative ints replaced by 100, one branch each."""
from rows import ints

ROWS = ints(8)


def combine(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int):
    if a < 0:
        a = 100
    if b < 0:
        b = 100
    if c < 0:
        c = 100
    if d < 0:
        d = 100
    if e < 0:
        e = 100
    if f < 0:
        f = 100
    if g < 0:
        g = 100
    if h < 0:
        h = 100
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
