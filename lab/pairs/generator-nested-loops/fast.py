"""Pythagorean triples counted in two nested loops."""
import math


def range_product(a, b):
    for i in range(*a):
        for j in range(*b):
            yield i, j


def run(n):
    limit = n // 2
    m_max = math.isqrt(2 * limit)
    count = 0
    a = (1, m_max + 1)
    b = (1, m_max + 1)
    for i in range(*a):
        for j in range(*b):
            m, k = i, j
            if ((m - k) & 1) and math.gcd(m, k) == 1:
                perimeter = 2 * m * (m + k)
                if perimeter > limit:
                    continue
                count += limit // perimeter
    return count
