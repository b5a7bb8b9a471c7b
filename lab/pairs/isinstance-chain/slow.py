"""The class by isinstance."""
import random

SOURCE = random.Random(5)
class Shape0:
    def __init__(self, size):
        self.size = size


class Shape1:
    def __init__(self, size):
        self.size = size


class Shape2:
    def __init__(self, size):
        self.size = size


class Shape3:
    def __init__(self, size):
        self.size = size


class Shape4:
    def __init__(self, size):
        self.size = size


class Shape5:
    def __init__(self, size):
        self.size = size


KINDS = (Shape0, Shape1, Shape2, Shape3, Shape4, Shape5)
SHAPES = [KINDS[SOURCE.randrange(6)](1) for _ in range(1024)]


def weight(shape):
    if isinstance(shape, Shape0):
        return shape.size + 0
    elif isinstance(shape, Shape1):
        return shape.size + 1
    elif isinstance(shape, Shape2):
        return shape.size + 2
    elif isinstance(shape, Shape3):
        return shape.size + 3
    elif isinstance(shape, Shape4):
        return shape.size + 4
    return shape.size + 5


def run(n):
    total = 0
    for i in range(n):
        total += weight(SHAPES[i & 1023])
    return total
