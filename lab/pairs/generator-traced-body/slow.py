"""Plain arithmetic over a generator of index pairs."""
import math


def range_product(a, b):
    for i in range(*a):
        for j in range(*b):
            yield i, j


def run(n):
    limit = n // 2
    m_max = math.isqrt(2 * limit)
    count = 0
    for m, k in range_product((1, m_max + 1), (1, m_max + 1)):
        if (m - k) & 1:
            perimeter = 2 * m * (m + k)
            if perimeter <= limit:
                count += limit // perimeter
    return count
