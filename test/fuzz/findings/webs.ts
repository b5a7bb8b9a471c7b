/**
 * Modules in which much depends on much: constants that bound loops, functions that give each other lists and generators, classes that get
 * their members from each other, names that stand for imports. A change in one place is to be seen in others.
 */
import type { Named } from "./texts.js";

const RECORDS = `import hashlib
import json as codec
import struct
from datetime import datetime

LIMIT = 5000
FEW = 3
HEADER = "<iid"
SCHEMA = struct.Struct("<iid")
decode = codec.loads
rows = [1, 2, 3]


class Base:
    default = 0

    def __init__(self, source):
        self.source = source
        self.rows = []
        self.codec = codec

    def digest(self, row):
        return hashlib.md5(row)

    @property
    def items(self):
        return self.rows

    @staticmethod
    def clean(value):
        if value is None:
            value = 0
        if value < 0:
            value = 0
        if value > 100:
            value = 100
        return value


class Reader(Base):
    def __init__(self, source):
        super().__init__(source)
        self.count = 0
        self.base = Base(source)

    def read(self):
        for row in self.items:
            self.digest(row)
            self.base.digest(row)
            self.count += decode(row)
        return self.count

    def fields(self, data):
        a = struct.unpack_from("<i", data, 0)[0]
        b = struct.unpack_from("<i", data, 4)[0]
        c = struct.unpack_from("<d", data, 8)[0]
        return a + b + c

    def total(self, blocks):
        result = 0
        for block in blocks:
            result += self.fields(block)
            result += self.clean(result) + self.clean(result) + self.clean(result)
        return result


class Late(Reader):
    def digest(self, row):
        return datetime.strptime(row, "%Y")

    def read(self):
        reader = make(self.source)
        for row in numbers(LIMIT):
            reader.digest(row)
        return super().read()


def make(source):
    return Reader(source)


def numbers(n):
    for i in range(n):
        for j in range(i):
            yield i * j


def stamp(text):
    return datetime.strptime(text, "%Y")


def once(text):
    return stamp(text)


def run(source, few=FEW):
    reader = make(source)
    late = Late(source)
    for _ in range(FEW):
        once(source)
    for i in range(LIMIT):
        once(source)
        reader.digest(source)
        late.digest(source)
        total = reader.fields(source) + SCHEMA.size
    for value in numbers(few):
        total += value
    return total + reader.read() + late.total(rows)


def main(sources):
    for source in sources:
        run(source)
        decode(source)
`;

const CHECKS = `from __future__ import annotations

import copy
import random
import re
from json import dumps, loads as parse

WIDTH = 40
HEIGHT = 40
ROUNDS = WIDTH
pattern = re.compile("x+")


def lowest(a, b):
    if a < b:
        return a
    return b


def clamp(x):
    x = lowest(x, 100)
    if x < 0:
        return 0
    if x > 50:
        return 50
    return x


def scale(a: float, b: float, c: float, d: float) -> float:
    a = clamp(a)
    b = clamp(b)
    c = clamp(c)
    return a + b + c + clamp(d)


def fill(a, b, c, d, e, f):
    if a is None:
        a = 0.0
    if b is None:
        b = 0.0
    if c is None:
        c = 0.0
    if d is None:
        d = 0.0
    if e is None:
        e = 0.0
    if f is None:
        f = 0.0
    return a + b + c + d + e + f


def cells(width, height):
    for x in range(width):
        for y in range(height):
            yield x, y


def all_cells():
    return cells(WIDTH, HEIGHT)


class Grid:
    size = WIDTH

    def __init__(self, values):
        self.values = values
        self.shape = Shape(values)
        self.make = Shape

    def __iter__(self):
        return iter(self.values)

    def mean(self):
        result = 0
        for a, b, c, d, e, f in self.values:
            result += fill(a, b, c, d, e, f)
            result += scale(a, b, c, d)
        return result

    def copies(self):
        return [self.shape.copy(value) for value in self]

    def walk(self):
        for x, y in all_cells():
            self.shape.visit(x + y)
            dumps(x)


class Shape:
    scale = staticmethod(scale)

    def __init__(self, values):
        self.values = list(values)
        self.seen = {}

    def copy(self, value):
        return copy.deepcopy(value)

    def visit(self, value):
        if value not in self.seen:
            self.seen[value] = parse(value)
        return pattern.match(value) or random.random()

    @property
    def first(self):
        return self.copy(self.values[0])


def sweep(grids: list[Grid]):
    for grid in grids:
        grid.mean()
        for _ in range(ROUNDS):
            grid.walk()
            grid.shape.first
        for x, y in cells(3, 3):
            grid.shape.visit(x)
    while True:
        helper = grid.make(grid.values)
        helper.copy(grids)
        shuffled = [parse(dumps(value)) for value in grid]


def small():
    for _ in range(2):
        sweep([])
        copy.deepcopy(pattern)
`;

const SCRIPT = `import hashlib
import json
import struct

ROUNDS = 2000
NAMES = ["one", "two", "three"]
SIZES = (1, 2, 3)
data = open("data").read()
fields = []
table = {}


class Row:
    def __init__(self, line):
        self.line = line
        self.parsed = json.loads(line)

    @property
    def key(self):
        return hashlib.md5(self.line)

    @classmethod
    def of(cls, line):
        return cls(line)


class Wide(Row):
    @property
    def key(self):
        return self.line


def triples(n):
    for i in range(n):
        for j in range(i):
            for k in range(j):
                yield i, j, k


def lookup(key):
    global table
    if key not in table:
        table[key] = json.loads(key)
    return table[key]


def names():
    for name in NAMES:
        json.loads(name)
        for size in SIZES:
            hashlib.md5(name * size)


def show(rows):
    """Prints them.
    """
    for row in rows:  # jit: hot
        print(row.key, json.dumps(row.parsed))  # jit: ignore[opaque-call-in-loop]


for line in data:
    row = Row.of(line)
    fields.append(row.key)
    lookup(line)

for _ in range(ROUNDS):
    json.loads(data)

for i, j, k in triples(ROUNDS):
    struct.unpack("<i", data)
    if i * i + j * j == k * k:
        fields.append((i, j, k))

show([Wide(line) for line in data])
while fields:
    json.dumps(fields.pop())
    names()
`;

const DECLARED = `import json


# jit: hot
def handle(message):
    kind = 1 + 2
    return answer(message, kind)


def answer(message, kind):
    parts = json.loads(message)
    return pack(parts, kind)


def pack(parts, kind):
    return eval(json.dumps(parts)) + kind


# jit: cold
def report(messages):
    for message in messages:
        pack(message, 1)


def main(messages):
    for message in messages:
        report([message])
        unpack(message)


def unpack(message):  # jit: hot
    return json.loads(message)
`;

const DEFAULTS = `import dataclasses
from dataclasses import dataclass

LIMIT = 5000


@dataclass
class Item:
    price: float
    discount: float = 0
    tax: float = 0
    fee: float = 1

    def cost(self):
        return self.price * (1.0 - self.discount) * (1.0 + self.tax) + self.fee


@dataclasses.dataclass(frozen=True)
class Share:
    part: float = 1
    rate: float = 0


class Load:
    def __init__(self, size: float = 1, weight: float = 0):
        self.size = size
        self.weight = weight


def read(row):
    if len(row) == 1:
        return Item(float(row[0]))
    return Item(float(row[0]), float(row[1]), tax=float(row[2]), fee=float(row[3]))


def weigh(rows, a: float = 0, b: float = 1, *, c: float = 0):
    result = 0.0
    for x, y, z in rows:
        result += x * a + y * b + z * c
    return result


def total(rows):
    result = weigh(rows) + weigh(rows, 0.5, float(LIMIT), c=2.5)
    for row in rows:
        item = read(row)
        result += item.cost()
    shares = [Share(float(row), 0.5) if row else Share() for row in rows]
    for share in shares:
        result += share.part * 0.5 + share.rate
    for row in rows:
        load = Load(float(row), weight=2.5) if row else Load()
        result += load.size * load.weight
    return result


class Spot:
    left: float

    def __init__(self, left: float = 0, top: float = 0):
        self.left = left
        self.top = top

    @property
    def width(self):
        return self.left


ORIGIN = Spot()


def spot_of(row):
    spot = Spot()
    if row:
        spot = Spot(1.5, 2.5)
    return spot


def spread(rows, names: list[Spot]):
    result = 0.0
    for row in rows:
        spot = spot_of(row)
        result += spot.left * spot.top
    spots = [ORIGIN, Spot(0.5, 1.5)]
    spots.append(Spot(top=2.5))
    for place in spots:
        result += place.left + place.width
    for name in names:
        result += name.left * name.top
    return result
`;

/** The modules. */
export const WEBS: readonly Named[] = [
  { name: "records", text: RECORDS },
  { name: "checks", text: CHECKS },
  { name: "script", text: SCRIPT },
  { name: "declared", text: DECLARED },
  { name: "defaults", text: DEFAULTS },
];
