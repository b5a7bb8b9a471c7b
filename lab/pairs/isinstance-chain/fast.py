"""The class by its method."""
import random

SOURCE = random.Random(5)
class Shape0:
    def __init__(self, size):
        self.size = size

    def weight(self):
        return self.size + 0


class Shape1:
    def __init__(self, size):
        self.size = size

    def weight(self):
        return self.size + 1


class Shape2:
    def __init__(self, size):
        self.size = size

    def weight(self):
        return self.size + 2


class Shape3:
    def __init__(self, size):
        self.size = size

    def weight(self):
        return self.size + 3


class Shape4:
    def __init__(self, size):
        self.size = size

    def weight(self):
        return self.size + 4


class Shape5:
    def __init__(self, size):
        self.size = size

    def weight(self):
        return self.size + 5


KINDS = (Shape0, Shape1, Shape2, Shape3, Shape4, Shape5)
SHAPES = [KINDS[SOURCE.randrange(6)](1) for _ in range(1024)]


def run(n):
    total = 0
    for i in range(n):
        total += SHAPES[i & 1023].weight()
    return total
