"""One branch in a small loop."""
from rows import floats

ROWS = floats(8)
LIMITS = ((1.25, 1.0), (0.75, 2.0), (2.0, 3.0), (0.5, 4.0), (3.0, 5.0), (1.0, 6.0), (0.125, 7.0), (4.0, 8.0))


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        for x, (d, weight) in zip(ROWS[i % size], LIMITS):
            if x < 0:
                x = d
            total += x * weight
    return total
