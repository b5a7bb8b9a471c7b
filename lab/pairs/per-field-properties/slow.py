"""Records of six doubles behind properties that decode a field when it is read."""
import random
import struct

COUNT = 1000
SIZE = 48


def make_buffer():
    values = random.Random(5)
    return b"".join(struct.pack("<6d", *[values.random() for _ in range(6)]) for _ in range(COUNT))


BUFFER = make_buffer()


class Triangle:
    def __init__(self, buf, offset):
        self.buf = buf
        self.offset = offset

    @property
    def a(self):
        return Point(self.buf, self.offset)

    @property
    def b(self):
        return Point(self.buf, self.offset + 16)

    @property
    def c(self):
        return Point(self.buf, self.offset + 32)


class Point:
    def __init__(self, buf, offset):
        self.buf = buf
        self.offset = offset

    @property
    def x(self):
        return struct.unpack_from("d", self.buf, self.offset)[0]

    @property
    def y(self):
        return struct.unpack_from("d", self.buf, self.offset + 8)[0]


def run(n):
    tot_x = 0.0
    tot_y = 0.0
    for i in range(n):
        triangle = Triangle(BUFFER, (i % COUNT) * SIZE)
        tot_x += triangle.a.x + triangle.b.x + triangle.c.x
        tot_y += triangle.a.y + triangle.b.y + triangle.c.y
    return tot_x, tot_y
