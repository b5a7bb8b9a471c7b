"""Counts Pythagorean triples; an iterator class takes the place of the generator in triples_generator.py."""
import math
import time


class RangeProduct:
    def __init__(self, a, b):
        self.i, self.i_end = a
        self.j_start, self.j_end = b
        self.j = self.j_start

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.i_end:
            raise StopIteration
        value = (self.i, self.j)
        self.j += 1
        if self.j >= self.j_end:
            self.j = self.j_start
            self.i += 1
        return value


def count_triples(limit):
    """Counts the integer right triangles whose perimeter is at most `limit`."""
    m_max = math.isqrt(2 * limit)  # loose but safe upper bound for m
    count = 0
    for m, n in RangeProduct((1, m_max + 1), (1, m_max + 1)):
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
