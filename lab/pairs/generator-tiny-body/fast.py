"""A tiny body in two nested loops."""
import math


def run(n):
    m = math.isqrt(n)
    total = 0
    for i in range(m):
        for j in range(m):
            total += (i ^ j) & 7
    return total
