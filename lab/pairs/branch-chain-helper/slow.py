"""A clamp helper with two branches, called four times an iteration."""
from rows import floats

ROWS = floats(4)


def clamp(x, low, high):
    if x < low:
        return low
    if x > high:
        return high
    return x


def combine(a, b, c, d):
    a = clamp(a, -30.0, 30.0)
    b = clamp(b, -30.0, 30.0)
    c = clamp(c, -30.0, 30.0)
    d = clamp(d, -30.0, 30.0)
    return a + b + c + d


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
