"""32 classes with a method each."""
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


class Shape8:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 8


class Shape9:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 9


class Shape10:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 10


class Shape11:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 11


class Shape12:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 12


class Shape13:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 13


class Shape14:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 14


class Shape15:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 15


class Shape16:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 16


class Shape17:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 17


class Shape18:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 18


class Shape19:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 19


class Shape20:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 20


class Shape21:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 21


class Shape22:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 22


class Shape23:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 23


class Shape24:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 24


class Shape25:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 25


class Shape26:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 26


class Shape27:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 27


class Shape28:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 28


class Shape29:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 29


class Shape30:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 30


class Shape31:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size + 31


KINDS = (
    Shape0, Shape1, Shape2, Shape3, Shape4, Shape5, Shape6, Shape7,
    Shape8, Shape9, Shape10, Shape11, Shape12, Shape13, Shape14, Shape15,
    Shape16, Shape17, Shape18, Shape19, Shape20, Shape21, Shape22, Shape23,
    Shape24, Shape25, Shape26, Shape27, Shape28, Shape29, Shape30, Shape31,
)
SOURCE = random.Random(5)
SHAPES = [KINDS[SOURCE.randrange(32)](1) for _ in range(1024)]


def run(n):
    total = 0
    for i in range(n):
        total += SHAPES[i & 1023].get(i)
    return total
