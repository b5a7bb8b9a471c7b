"""Members made from values."""
from enum import Enum


class Color(Enum):
    RED = 0
    GREEN = 1
    BLUE = 2
    BLACK = 3

def run(n):
    found = 0
    for i in range(n):
        if Color(i & 3) is Color.BLUE:
            found += i & 7
    return found
