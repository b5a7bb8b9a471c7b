"""4 classes with a method each."""
import random

class Shape0:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 0


class Shape1:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 1


class Shape2:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 2


class Shape3:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 3


KINDS = (Shape0, Shape1, Shape2, Shape3)
SOURCE = random.Random(5)
SHAPES = [KINDS[SOURCE.randrange(4)](1) for _ in range(1024)]


def run(n):
    total = 0
    for i in range(n):
        total += SHAPES[i & 1023].get(i)
    return total
