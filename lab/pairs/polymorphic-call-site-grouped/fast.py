"""The classes come one after the other."""
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


class Shape4:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 4


class Shape5:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 5


class Shape6:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 6


class Shape7:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 7


KINDS = (Shape0, Shape1, Shape2, Shape3, Shape4, Shape5, Shape6, Shape7)
SOURCE = random.Random(5)
SHAPES = sorted([KINDS[SOURCE.randrange(8)](1) for _ in range(1024)], key=lambda shape: KINDS.index(type(shape)))


def run(n):
    total = 0
    for i in range(n):
        total += SHAPES[i & 1023].get(i)
    return total
