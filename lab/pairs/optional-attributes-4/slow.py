"""16 shapes of one class."""
import random

SOURCE = random.Random(9)
CHOICES = [[SOURCE.random() < 0.5 for _ in range(4)] for _ in range(1024)]

class Item:
    def __init__(self, name, price, color, place):
        if name:
            self.name = "x"
        if price:
            self.price = 7
        if color:
            self.color = "red"
        if place:
            self.place = (1, 2)
        self.size = 3
        self.weight = 5


ITEMS = [Item(*choice) for choice in CHOICES]


def run(n):
    total = 0
    for i in range(n):
        item = ITEMS[i & 1023]
        total += item.size + item.weight
    return total
