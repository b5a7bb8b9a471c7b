"""Prices as ints."""
PRICES = [k * 7 for k in range(64)]


def run(n):
    total = 0
    for i in range(n):
        total += PRICES[i & 63]
    return total
