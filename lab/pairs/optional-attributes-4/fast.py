"""One shape."""
import random

SOURCE = random.Random(9)
CHOICES = [[SOURCE.random() < 0.5 for _ in range(4)] for _ in range(1024)]

class Item:
    def __init__(self, name, price, color, place):
        self.name = "x" if name else None
        self.price = 7 if price else None
        self.color = "red" if color else None
        self.place = (1, 2) if place else None
        self.size = 3
        self.weight = 5


ITEMS = [Item(*choice) for choice in CHOICES]


def run(n):
    total = 0
    for i in range(n):
        item = ITEMS[i & 1023]
        total += item.size + item.weight
    return total
