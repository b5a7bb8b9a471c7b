"""An iterator class."""
from rows import ints

VALUES = [row[0] for row in ints(1)]


class Positive:
    def __init__(self, values):
        self.values = iter(values)

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            value = next(self.values)
            if value > 0:
                return value


def run(n):
    total = 0
    for _ in range(n // len(VALUES)):
        for value in Positive(VALUES):
            total += value & 7
    return total
