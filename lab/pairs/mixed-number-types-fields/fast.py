"""Floats as defaults of float fields."""
from dataclasses import dataclass
from rows import floats, with_missing


@dataclass
class Part:
    a: float = 0.0
    b: float = 1.0
    c: float = 0.0
    d: float = 2.0
    e: float = 0.0
    f: float = 1.0
    g: float = 0.0
    h: float = 1.0


GIVEN = [{name: x for name, x in zip("abcdefgh", row) if x is not None} for row in with_missing(floats(8))]
PARTS = [Part(**given) for given in GIVEN]


def combine(part):
    a = part.a * 0.5
    b = part.b * 0.5
    c = part.c * 0.5
    d = part.d * 0.5
    e = part.e * 0.5
    f = part.f * 0.5
    g = part.g * 0.5
    h = part.h * 0.5
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0.0
    size = len(PARTS)
    for i in range(n):
        total += combine(PARTS[i % size])
    return total
