"""The data-driven program of the talk: 9 optional arguments, then a little arithmetic."""
from rows import floats, with_missing

ROWS = with_missing(floats(9, 0.0, 10.0))


def combine(v=None, a=None, b=None, c=None, d=None, e=None, f=None, g=None, h=None):
    if v is None:
        v = 0
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
