"""8 optional fields, checked where they are used."""
from rows import floats, with_missing

ROWS = with_missing(floats(8))


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        a = row[0]
        if a is None:
            a = 1.25
        total += a * 1.0
        b = row[1]
        if b is None:
            b = -0.75
        total += b * 2.0
        c = row[2]
        if c is None:
            c = 2.0
        total += c * 3.0
        d = row[3]
        if d is None:
            d = 0.5
        total += d * 4.0
        e = row[4]
        if e is None:
            e = 3.0
        total += e * 5.0
        f = row[5]
        if f is None:
            f = -1.0
        total += f * 6.0
        g = row[6]
        if g is None:
            g = 0.125
        total += g * 7.0
        h = row[7]
        if h is None:
            h = 4.0
        total += h * 8.0
    return total
