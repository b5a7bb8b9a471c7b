"""One function."""
import random

SOURCE = random.Random(5)


def step(x, k):
    return (x & 7) + k


WORK = [SOURCE.randrange(8) for _ in range(1024)]


def run(n):
    total = 0
    for i in range(n):
        total += step(i, WORK[i & 1023])
    return total
