"""8 floats clamped at 0.0, one branch each."""
from rows import floats

ROWS = floats(8)


def combine(a: float, b: float, c: float, d: float, e: float, f: float, g: float, h: float):
    if a < 0:
        a = 0.0
    if b < 0:
        b = 0.0
    if c < 0:
        c = 0.0
    if d < 0:
        d = 0.0
    if e < 0:
        e = 0.0
    if f < 0:
        f = 0.0
    if g < 0:
        g = 0.0
    if h < 0:
        h = 0.0
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
