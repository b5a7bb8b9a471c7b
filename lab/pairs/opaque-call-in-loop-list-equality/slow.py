"""Lists compared."""
from rows import ints

ROWS = [list(row) for row in ints(3, 0, 1)]
KEY = [1, 0, 1]


def run(n):
    found = 0
    size = len(ROWS)
    for i in range(n):
        if ROWS[i % size] == KEY:
            found += i & 7
    return found
