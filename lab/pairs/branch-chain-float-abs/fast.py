"""8 floats clamped at 0.0 with abs, right for finite floats."""
from rows import floats

ROWS = floats(8)


def combine(a: float, b: float, c: float, d: float, e: float, f: float, g: float, h: float):
    a = (a + abs(a)) * 0.5
    b = (b + abs(b)) * 0.5
    c = (c + abs(c)) * 0.5
    d = (d + abs(d)) * 0.5
    e = (e + abs(e)) * 0.5
    f = (f + abs(f)) * 0.5
    g = (g + abs(g)) * 0.5
    h = (h + abs(h)) * 0.5
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
