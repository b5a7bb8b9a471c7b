"""8 optional arguments, one check each."""
from rows import floats, with_missing
ROWS = with_missing(floats(8))


def combine(a, b, c, d, e, f, g, h):
    if a is None:
        a = 1.25
    if b is None:
        b = -0.75
    if c is None:
        c = 2.0
    if d is None:
        d = 0.5
    if e is None:
        e = 3.0
    if f is None:
        f = -1.0
    if g is None:
        g = 0.125
    if h is None:
        h = 4.0
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
