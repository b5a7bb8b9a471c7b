"""A field replaced by _replace."""
from collections import namedtuple

Point = namedtuple("Point", "x y")

def run(n):
    point = Point(1, 2)
    for i in range(n):
        point = point._replace(x=(point.x + i) & 1023)
    return point.x + point.y
