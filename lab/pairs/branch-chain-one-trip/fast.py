"""8 branches in groups of four."""
from rows import floats

ROWS = floats(8)
ONCE = (None,)


def combine(a, b, c, d, e, f, g, h):
    for _ in ONCE:  # paths meet at the head of a loop
        if a < 0:
            a = 1.25
        if b < 0:
            b = 0.75
        if c < 0:
            c = 2.0
        if d < 0:
            d = 0.5
    for _ in ONCE:
        if e < 0:
            e = 3.0
        if f < 0:
            f = 1.0
        if g < 0:
            g = 0.125
        if h < 0:
            h = 4.0
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
