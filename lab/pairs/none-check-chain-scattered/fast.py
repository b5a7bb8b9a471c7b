"""8 optional fields, filled in first."""
from rows import floats, with_missing

ROWS = with_missing(floats(8))
DEFAULTS = (1.25, -0.75, 2.0, 0.5, 3.0, -1.0, 0.125, 4.0)


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        row = [d if x is None else x for x, d in zip(ROWS[i % size], DEFAULTS)]
        total += row[0] * 1.0
        total += row[1] * 2.0
        total += row[2] * 3.0
        total += row[3] * 4.0
        total += row[4] * 5.0
        total += row[5] * 6.0
        total += row[6] * 7.0
        total += row[7] * 8.0
    return total
