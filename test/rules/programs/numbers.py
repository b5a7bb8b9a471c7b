"""Values of mixed number types in which a careless rewrite changes what the program does."""
from dataclasses import dataclass

# calls: exact(ROWS); products(ROWS); helper(ROWS); shown(ROWS); kept(ROWS); signs(ROWS); closures(ROWS); weighed(ROWS); loads(ROWS); named(ROWS)
ROWS = [("1.5", "2", ""), ("", "", "0"), ("-0.0", "nan", "inf"), ("1e300", "", "-7")]


def exact(rows):
    result = 0.0
    for a, b, c in rows:
        x = float(a) if a else 0
        y = float(b) if b else -1
        result += x * 2.5
        result += 0.25 if y < 0.5 else 1.5
    return result


def products(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else 2
        y = float(b) if b else 3
        z = float(c) if c else 4
        out.append(x * y - z == 2)
    return out


def number(text):
    if not text:
        return 0
    return float(text)


def helper(rows):
    out = []
    for a, b, c in rows:
        out.append(number(a) * 2.0 + number(b) * 3.0 - number(c) * 4.0)
    return out


# outside the preconditions of an unsafe fix
def shown(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else 0
        out.append((str(x), x * 2.0))
    return out


# outside the preconditions of an unsafe fix
def kept(rows):
    out = []
    for a, b, c in rows:
        if c:
            x = float(c)
        else:
            x = 1
        out.append(x)
        out.append(x + 0.5)
    return out


def signs(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else -0
        out.append(x * -1.5)
    return out


# outside the preconditions of an unsafe fix
def closures(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else 0
        out.append(lambda: x)
        out[-1] = (out[-1](), x * 0.5)
    return out


def weigh(rows, factor: float = 3, *, offset: float = -1):
    out = []
    for a, b, c in rows:
        out.append(len(a) * 0.5 * factor - offset)
    return out


def weighed(rows):
    return weigh(rows), weigh(rows, 0.5, offset=1.5)


class Load:
    def __init__(self, size: float = 1, weight: float = 0):
        self.size = size
        self.weight = weight


def loads(rows):
    out = []
    for a, b, c in rows:
        load = Load(float(a), weight=2.5) if a else Load()
        out.append(load.size * 0.5 + load.weight * 1.5)
    return out


@dataclass
class Part:
    size: float = 1
    weight: float = 0


# outside the preconditions of an unsafe fix
def named(rows):
    out = []
    for a, b, c in rows:
        part = Part(float(a), 2.5) if a else Part()
        out.append((repr(part), part.size * 0.5 + part.weight))
    return out
