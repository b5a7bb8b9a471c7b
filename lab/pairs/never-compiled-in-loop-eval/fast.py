"""A function is called for each item."""
def formula(x):
    return x * 2 + 1


def run(n):
    total = 0
    for x in range(n):
        total += formula(x) & 1023
    return total
