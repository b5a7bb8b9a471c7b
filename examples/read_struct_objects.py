"""Averages the corners of many triangles that are read from a binary format, through objects that follow its schema.

Every field is a property that decodes itself when it is read, as the classes of a protocol library do.
"""
import array
import io
import random
import struct
import time


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


class Triangle:
    size = 48

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


def make_triangles(count):
    """Binary data of `count` triangles, each with three corners of two doubles."""
    rng = random.Random(2025)
    return array.array("d", [rng.uniform(-100.0, 100.0) for _ in range(6 * count)]).tobytes()


def barycenter(stream):
    total_x = 0.0
    total_y = 0.0
    n = 0
    while True:
        buf = stream.read(Triangle.size)
        if not buf:
            break
        triangle = Triangle(buf, 0)
        total_x += triangle.a.x + triangle.b.x + triangle.c.x
        total_y += triangle.a.y + triangle.b.y + triangle.c.y
        n += 1
    return total_x / n, total_y / n


def main():
    stream = io.BytesIO(make_triangles(200_000))
    start = time.perf_counter()
    x, y = barycenter(stream)
    elapsed = time.perf_counter() - start
    print(f"{elapsed:.4f} secs, barycenter = {x!r}, {y!r}")


if __name__ == "__main__":
    main()
