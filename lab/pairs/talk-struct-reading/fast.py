"""The reader of the talk that decodes a record at once."""
import io
import random
import struct

COUNT = 1000


def make_file():
    values = random.Random(5)
    return io.BytesIO(b"".join(struct.pack("dddddd", *[values.random() for _ in range(6)]) for _ in range(COUNT)))


FILE = make_file()


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
            points = struct.unpack_from(fmt, buf)
            ax, ay, bx, by, cx, cy = points
            tot_x += ax + bx + cx
            tot_y += ay + by + cy
    return tot_x, tot_y
