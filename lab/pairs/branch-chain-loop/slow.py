"""8 floats, each replaced when below its limit."""
from rows import floats

ROWS = floats(8)


def combine(a, b, c, d, e, f, g, h):
    if a < -40.0:
        a = 1.5
    if b < -20.0:
        b = 2.5
    if c < 0.0:
        c = -3.5
    if d < 10.0:
        d = 4.0
    if e < 20.0:
        e = 5.25
    if f < 30.0:
        f = -6.5
    if g < -10.0:
        g = 7.0
    if h < 5.0:
        h = 8.75
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
