"""Members taken from a tuple."""
from enum import Enum


class Color(Enum):
    RED = 0
    GREEN = 1
    BLUE = 2
    BLACK = 3
COLORS = tuple(Color)


def run(n):
    found = 0
    for i in range(n):
        if COLORS[i & 3] is Color.BLUE:
            found += i & 7
    return found
