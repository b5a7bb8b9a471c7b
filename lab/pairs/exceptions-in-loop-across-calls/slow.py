"""Failure by exception."""
class Missing(Exception):
    pass


def read(i):
    if i & 1:
        raise Missing
    return i & 7


def convert(i):
    return read(i) + 1


def load(i):
    return convert(i) + 1


def run(n):
    total = 0
    for i in range(n):
        try:
            total += load(i)
        except Missing:
            total += 1
    return total
