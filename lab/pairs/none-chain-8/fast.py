"""8 optional arguments, the checks folded into one small loop."""
from rows import floats, with_missing

ROWS = with_missing(floats(8))


def combine(a, b, c, d, e, f, g, h):
    a, b, c, d, e, f, g, h = [
        d if x is None else x
        for x, d in zip(
            (a, b, c, d, e, f, g, h),
            (1.25, -0.75, 2.0, 0.5, 3.0, -1.0, 0.125, 4.0),
        )
    ]
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
