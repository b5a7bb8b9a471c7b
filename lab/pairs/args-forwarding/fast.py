"""Called directly."""
def add(a, b=1):
    return (a + b) & 7


def run(n):
    total = 0
    for i in range(n):
        total += add(i, b=2)
    return total
