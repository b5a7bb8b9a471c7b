"""Looked up each time."""
import math


def run(n):
    total = 0.0
    kept = []
    for i in range(n):
        if len(kept) > 1000:
            kept = []
        kept.append(i)
        total += math.sqrt(i)
    return total + len(kept)
