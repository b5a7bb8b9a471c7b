"""All fields in one loop."""
from rows import floats

ROWS = floats(120)[:200]


def scaled(x):
    return x * 0.5 + 1.0
def combine(row):
    total = 0.0
    for x in row:
        total += scaled(x)
    return total


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(ROWS[i % size])
    return total
