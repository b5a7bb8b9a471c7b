"""The data-driven program of the talk with its checks folded into one small loop."""
from rows import floats, with_missing

ROWS = with_missing(floats(9, 0.0, 10.0))


def combine(v=None, a=None, b=None, c=None, d=None, e=None, f=None, g=None, h=None):
    v, a, b, c, d, e, f, g, h = [
        float(d if x is None else x)
        for x, d in zip(
            (v, a, b, c, d, e, f, g, h),
            (0, 1.25, -0.75, 2.0, 0.5, 3.0, -1.0, 0.125, 4.0),
        )
    ]
    y = a * v + b
    if y < f:
        y = f
    if y > g * 100:
        y = g
    z = c * y - d + e * h
    return y + z


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
