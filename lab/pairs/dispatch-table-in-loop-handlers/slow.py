"""A table of handlers."""
import random

SOURCE = random.Random(3)
CODE = [SOURCE.randrange(10) for _ in range(997)]


def operation0(a):
    return a + 1


def operation1(a):
    return a ^ 5


def operation2(a):
    return a - 3


def operation3(a):
    return a ^ 9


def operation4(a):
    return (a << 1) & 1023


def operation5(a):
    return a >> 1


def operation6(a):
    return a | 4


def operation7(a):
    return a & 511


def operation8(a):
    return a ^ 77


def operation9(a):
    return a + 12


TABLE = [
    operation0,
    operation1,
    operation2,
    operation3,
    operation4,
    operation5,
    operation6,
    operation7,
    operation8,
    operation9,
]


def run(n):
    a = 0
    for i in range(n):
        a = TABLE[CODE[i % 997]](a)
    return a
