"""A new tuple made by its class."""
from collections import namedtuple

Point = namedtuple("Point", "x y")

def run(n):
    point = Point(1, 2)
    for i in range(n):
        point = Point((point.x + i) & 1023, point.y)
    return point.x + point.y
