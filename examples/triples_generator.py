"""Counts Pythagorean triples; a generator wraps the two nested loops of triples_loop.py."""
import math
import time


def range_product(a, b):
    for i in range(*a):
        for j in range(*b):
            yield i, j


def count_triples(limit):
    """Counts the integer right triangles whose perimeter is at most `limit`."""
    m_max = math.isqrt(2 * limit)  # loose but safe upper bound for m
    count = 0
    for m, n in range_product((1, m_max + 1), (1, m_max + 1)):
        if ((m - n) & 1) and math.gcd(m, n) == 1:
            perimeter = 2 * m * (m + n)
            if perimeter > limit:
                continue
            count += limit // perimeter
    return count


def main():
    start = time.perf_counter()
    count = count_triples(1_000_000)
    elapsed = time.perf_counter() - start
    print(f"{elapsed:.4f} secs, triples = {count}")


if __name__ == "__main__":
    main()
