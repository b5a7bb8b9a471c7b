"""A tiny body in two nested loops."""
import math


def range_product(a, b):
    for i in range(*a):
        for j in range(*b):
            yield i, j


def run(n):
    m = math.isqrt(n)
    total = 0
    a = (0, m)
    b = (0, m)
    for i_2 in range(*a):
        for j_2 in range(*b):
            i, j = i_2, j_2
            total += (i ^ j) & 7
    return total
