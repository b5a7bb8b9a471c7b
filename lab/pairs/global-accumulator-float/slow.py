"""A global accumulator."""
total = 0.0


def run(n):
    global total
    total = 0.0
    for i in range(n):
        total += (i & 7) * 0.5
    return total
