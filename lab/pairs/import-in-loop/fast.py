"""The import of the module."""
import math


def half(i):
    return math.floor(i * 0.5) & 7


def run(n):
    total = 0
    for i in range(n):
        total += half(i)
    return total
