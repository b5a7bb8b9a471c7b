"""Ordinary attributes."""
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def run(n):
    last = [Point(0, 0) for _ in range(8)]
    total = 0
    for i in range(n):
        last[i & 7] = Point(i & 1023, i & 7)
        total += last[(i * 5) & 7].x
    return total
