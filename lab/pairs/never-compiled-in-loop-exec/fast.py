"""A function is called for each item."""
def statement(x):
    return x * 2 + 1


def run(n):
    total = 0
    for x in range(n):
        total += statement(x) & 1023
    return total
