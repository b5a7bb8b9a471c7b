"""The reader of the talk with a schema of property classes."""
import io
import random
import struct

COUNT = 1000


def make_file():
    values = random.Random(5)
    return io.BytesIO(b"".join(struct.pack("dddddd", *[values.random() for _ in range(6)]) for _ in range(COUNT)))


FILE = make_file()


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
    fmt = "dddddd"
    size = struct.calcsize(fmt)
    tot_x = 0.0
    tot_y = 0.0
    for _ in range(n // COUNT):
        FILE.seek(0)
        while True:
            buf = FILE.read(size)
            if not buf:
                break
            triangle = Triangle(buf, 0)
            tot_x += triangle.a.x + triangle.b.x + triangle.c.x
            tot_y += triangle.a.y + triangle.b.y + triangle.c.y
    return tot_x, tot_y
