"""A chain of if and elif."""
import random

SOURCE = random.Random(3)
CODE = [SOURCE.randrange(10) for _ in range(997)]


def step(op, a):
    if op == 0:
        return a + 1
    elif op == 1:
        return a ^ 5
    elif op == 2:
        return a - 3
    elif op == 3:
        return a ^ 9
    elif op == 4:
        return (a << 1) & 1023
    elif op == 5:
        return a >> 1
    elif op == 6:
        return a | 4
    elif op == 7:
        return a & 511
    elif op == 8:
        return a ^ 77
    else:
        return a + 12


def run(n):
    a = 0
    for i in range(n):
        a = step(CODE[i % 997], a)
    return a
