"""A global accumulator."""
total = 0


def run(n):
    global total
    total = 0
    for i in range(n):
        total += i & 7
    return total
