"""8 optional arguments, one check each."""
from rows import ints, with_missing

ROWS = with_missing(ints(8))


def combine(a, b, c, d, e, f, g, h):
    if a is None:
        a = 10
    if b is None:
        b = -6
    if c is None:
        c = 16
    if d is None:
        d = 4
    if e is None:
        e = 24
    if f is None:
        f = -8
    if g is None:
        g = 1
    if h is None:
        h = 32
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
