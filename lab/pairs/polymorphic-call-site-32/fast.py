"""One class."""
import random

class Shape:
    def __init__(self, size, offset):
        self.size = size
        self.offset = offset

    def get(self, x):
        return (x & 7) + self.size + self.offset


SOURCE = random.Random(5)
SHAPES = [Shape(1, SOURCE.randrange(32)) for _ in range(1024)]


def run(n):
    total = 0
    for i in range(n):
        total += SHAPES[i & 1023].get(i)
    return total
