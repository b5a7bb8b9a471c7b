"""A dict of handlers."""
import random

SOURCE = random.Random(3)
NAMES = ("add", "drop", "twist", "halve")
CODE = [NAMES[SOURCE.randrange(4)] for _ in range(997)]


def add(a):
    return a + 12


def drop(a):
    return a - 3


def twist(a):
    return a ^ 77


def halve(a):
    return a >> 1


HANDLERS = {"add": add, "drop": drop, "twist": twist, "halve": halve}


def run(n):
    a = 0
    for i in range(n):
        a = HANDLERS[CODE[i % 997]](a)
    return a
