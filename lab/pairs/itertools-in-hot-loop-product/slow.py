"""One loop over a product."""
from itertools import product
from math import isqrt


def run(n):
    size = isqrt(n)
    total = 0
    for a, b in product(range(size), range(size)):
        total += (a ^ b) & 7
    return total
