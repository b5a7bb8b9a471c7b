"""Prices as Decimal."""
from decimal import Decimal

PRICES = [Decimal(k * 7) / 100 for k in range(64)]


def run(n):
    total = Decimal(0)
    for i in range(n):
        total += PRICES[i & 63]
    return int(total * 100)
