"""8 floats, each replaced when below its limit, in one small loop."""
from rows import floats

ROWS = floats(8)


def combine(a, b, c, d, e, f, g, h):
    a, b, c, d, e, f, g, h = [
        k if x < c else x
        for x, c, k in zip(
            (a, b, c, d, e, f, g, h),
            (-40.0, -20.0, 0.0, 10.0, 20.0, 30.0, -10.0, 5.0),
            (1.5, 2.5, -3.5, 4.0, 5.25, -6.5, 7.0, 8.75),
        )
    ]
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
