"""A clamp helper with two branches, called from one small loop over the four values."""
from rows import floats

ROWS = floats(4)


def clamp(x, low, high):
    if x < low:
        return low
    if x > high:
        return high
    return x


def combine(a, b, c, d):
    a, b, c, d = [clamp(x, -30.0, 30.0) for x in (a, b, c, d)]
    return a + b + c + d


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
