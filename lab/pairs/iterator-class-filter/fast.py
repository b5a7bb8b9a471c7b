"""A generator."""
from rows import ints

VALUES = [row[0] for row in ints(1)]


def positive(values):
    for value in values:
        if value > 0:
            yield value


def run(n):
    total = 0
    for _ in range(n // len(VALUES)):
        for value in positive(VALUES):
            total += value & 7
    return total
