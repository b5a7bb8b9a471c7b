"""8 branches, where the values are used."""
from rows import floats

ROWS = floats(8)


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        row = ROWS[i % size]
        a = row[0]
        if a < 0:
            a = 1.25
        total += a * 1.0
        b = row[1]
        if b < 0:
            b = 0.75
        total += b * 2.0
        c = row[2]
        if c < 0:
            c = 2.0
        total += c * 3.0
        d = row[3]
        if d < 0:
            d = 0.5
        total += d * 4.0
        e = row[4]
        if e < 0:
            e = 3.0
        total += e * 5.0
        f = row[5]
        if f < 0:
            f = 1.0
        total += f * 6.0
        g = row[6]
        if g < 0:
            g = 0.125
        total += g * 7.0
        h = row[7]
        if h < 0:
            h = 4.0
        total += h * 8.0
    return total
