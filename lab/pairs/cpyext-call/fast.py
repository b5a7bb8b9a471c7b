"""The same function in Python."""
VALUES = [3, -1, 4, -1, 5, -9, 2, -6]


def mix(a, b):
    return a * 31 + b


def run(n):
    total = 0
    for i in range(n):
        total += mix(VALUES[i & 7], i)
    return total
