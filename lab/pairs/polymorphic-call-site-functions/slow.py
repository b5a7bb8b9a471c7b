"""8 functions."""
import random

SOURCE = random.Random(5)


def step0(x):
    return (x & 7) + 0


def step1(x):
    return (x & 7) + 1


def step2(x):
    return (x & 7) + 2


def step3(x):
    return (x & 7) + 3


def step4(x):
    return (x & 7) + 4


def step5(x):
    return (x & 7) + 5


def step6(x):
    return (x & 7) + 6


def step7(x):
    return (x & 7) + 7


STEPS = (step0, step1, step2, step3, step4, step5, step6, step7)
WORK = [STEPS[SOURCE.randrange(8)] for _ in range(1024)]


def run(n):
    total = 0
    for i in range(n):
        total += WORK[i & 1023](i)
    return total
