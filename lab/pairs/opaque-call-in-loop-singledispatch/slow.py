"""The implementation is chosen by singledispatch."""
from functools import singledispatch

VALUES = [1, 2.5, "abc", 4, 5.5, "de", 7, 8.0]


@singledispatch
def weight(value):
    return 0


@weight.register(int)
def weight_of_int(value):
    return value


@weight.register(float)
def weight_of_float(value):
    return 2


@weight.register(str)
def weight_of_str(value):
    return len(value)


def run(n):
    total = 0
    for i in range(n):
        total += weight(VALUES[i & 7])
    return total
