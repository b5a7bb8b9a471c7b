"""Two types in one list."""
from rows import ints

VALUES = [row[0] for row in ints(1)] + ["end"]


def run(n):
    total = 0
    size = len(VALUES) - 1
    table = VALUES[:]
    for i in range(n):
        at = i % size
        total += table[at] & 7
        table[at] = total & 1023
    return total
