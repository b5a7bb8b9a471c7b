"""Records of six doubles decoded in __init__, with __slots__."""
import random
import struct

COUNT = 1000
SIZE = 48


def make_buffer():
    values = random.Random(5)
    return b"".join(struct.pack("<6d", *[values.random() for _ in range(6)]) for _ in range(COUNT))


BUFFER = make_buffer()


class Triangle:
    __slots__ = ("a", "b", "c")

    def __init__(self, buf, offset):
        self.a = Point(buf, offset)
        self.b = Point(buf, offset + 16)
        self.c = Point(buf, offset + 32)


_POINT = struct.Struct("=2d")


class Point:
    __slots__ = ("x", "y")

    def __init__(self, buf, offset):
        self.x, self.y = _POINT.unpack_from(buf, offset)


def run(n):
    tot_x = 0.0
    tot_y = 0.0
    for i in range(n):
        triangle = Triangle(BUFFER, (i % COUNT) * SIZE)
        tot_x += triangle.a.x + triangle.b.x + triangle.c.x
        tot_y += triangle.a.y + triangle.b.y + triangle.c.y
    return tot_x, tot_y
