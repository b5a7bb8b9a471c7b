"""The weight of each value by branches."""
from rows import ints

ROWS = ints(6, 0, 2)

def combine(a, b, c, d, e, f):
    total = 0
    if a == 0:
        total += 3
    elif a == 1:
        total += 5
    else:
        total -= 7
    if b == 0:
        total += 3
    elif b == 1:
        total += 5
    else:
        total -= 7
    if c == 0:
        total += 3
    elif c == 1:
        total += 5
    else:
        total -= 7
    if d == 0:
        total += 3
    elif d == 1:
        total += 5
    else:
        total -= 7
    if e == 0:
        total += 3
    elif e == 1:
        total += 5
    else:
        total -= 7
    if f == 0:
        total += 3
    elif f == 1:
        total += 5
    else:
        total -= 7
    return total


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
