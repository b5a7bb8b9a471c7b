"""A tiny body over a generator of index pairs."""
import math


def range_product(a, b):
    for i in range(*a):
        for j in range(*b):
            yield i, j


def run(n):
    m = math.isqrt(n)
    total = 0
    for i, j in range_product((0, m), (0, m)):
        total += (i ^ j) & 7
    return total
