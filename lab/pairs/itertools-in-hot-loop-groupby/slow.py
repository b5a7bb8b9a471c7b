"""Groups by itertools.groupby."""
from itertools import groupby

ITEMS = [(k // 5, k & 7) for k in range(1000)]


def run(n):
    total = 0
    for _ in range(n // 1000):
        for key, group in groupby(ITEMS, lambda item: item[0]):
            subtotal = 0
            for item in group:
                subtotal += item[1]
            total += subtotal * (key & 3)
    return total
