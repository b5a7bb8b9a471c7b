"""A local accumulator."""
total = 0


def run(n):
    global total
    subtotal = 0
    for i in range(n):
        subtotal += i & 7
    total = subtotal
    return total
