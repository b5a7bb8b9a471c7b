"""Records of six doubles, decoded at once by a precompiled format."""
import random
import struct

COUNT = 1000
SIZE = 48


def make_buffer():
    values = random.Random(5)
    return b"".join(struct.pack("<6d", *[values.random() for _ in range(6)]) for _ in range(COUNT))


BUFFER = make_buffer()


_RECORD = struct.Struct("=6d")


def run(n):
    tot_x = 0.0
    tot_y = 0.0
    for i in range(n):
        offset = (i % COUNT) * SIZE
        ax, ay, bx, by, cx, cy = _RECORD.unpack_from(BUFFER, offset)
        tot_x += ax + bx + cx
        tot_y += ay + by + cy
    return tot_x, tot_y
