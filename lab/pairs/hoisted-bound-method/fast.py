"""Looked up once."""
import math


def run(n):
    total = 0.0
    kept = []
    append = kept.append
    sqrt = math.sqrt
    for i in range(n):
        if len(kept) > 1000:
            kept = []
            append = kept.append
        append(i)
        total += sqrt(i)
    return total + len(kept)
