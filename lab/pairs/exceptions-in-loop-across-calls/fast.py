"""Failure by None."""
def read(i):
    if i & 1:
        return None
    return i & 7


def convert(i):
    value = read(i)
    return None if value is None else value + 1


def load(i):
    value = convert(i)
    return None if value is None else value + 1


def run(n):
    total = 0
    for i in range(n):
        value = load(i)
        total += 1 if value is None else value
    return total
