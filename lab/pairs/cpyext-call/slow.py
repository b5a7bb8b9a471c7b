"""A function of a C extension."""
from tiny_extension import mix

VALUES = [3, -1, 4, -1, 5, -9, 2, -6]


def run(n):
    total = 0
    for i in range(n):
        total += mix(VALUES[i & 7], i)
    return total
