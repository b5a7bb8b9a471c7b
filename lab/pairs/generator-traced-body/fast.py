"""Plain arithmetic in two nested loops."""
import math


def run(n):
    limit = n // 2
    m_max = math.isqrt(2 * limit)
    count = 0
    for m in range(1, m_max + 1):
        for k in range(1, m_max + 1):
            if (m - k) & 1:
                perimeter = 2 * m * (m + k)
                if perimeter <= limit:
                    count += limit // perimeter
    return count
