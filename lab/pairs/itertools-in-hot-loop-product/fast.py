"""Two loops."""
from math import isqrt


def run(n):
    size = isqrt(n)
    total = 0
    for a in range(size):
        for b in range(size):
            total += (a ^ b) & 7
    return total
