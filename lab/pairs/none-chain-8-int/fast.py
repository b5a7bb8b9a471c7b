"""8 optional arguments, the checks folded into one small loop."""
from rows import ints, with_missing

ROWS = with_missing(ints(8))


def combine(a, b, c, d, e, f, g, h):
    a, b, c, d, e, f, g, h = [
        d if x is None else x
        for x, d in zip((a, b, c, d, e, f, g, h), (10, -6, 16, 4, 24, -8, 1, 32))
    ]
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
