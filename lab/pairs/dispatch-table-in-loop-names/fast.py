"""A chain of if and elif."""
import random

SOURCE = random.Random(3)
NAMES = ("add", "drop", "twist", "halve")
CODE = [NAMES[SOURCE.randrange(4)] for _ in range(997)]


def step(name, a):
    if name == "add":
        return a + 12
    elif name == "drop":
        return a - 3
    elif name == "twist":
        return a ^ 77
    else:
        return a >> 1


def run(n):
    a = 0
    for i in range(n):
        a = step(CODE[i % 997], a)
    return a
