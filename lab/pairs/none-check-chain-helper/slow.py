"""One call for each field."""
from rows import floats, with_missing

ROWS = with_missing(floats(8))


def number(x):
    if x is None:
        return 0.0
    return x * 0.5


def combine(a, b, c, d, e, f, g, h):
    return (number(a) + number(b) + number(c) + number(d) + number(e) + number(f) + number(g) + number(h))


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
