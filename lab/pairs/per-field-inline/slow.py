"""Records of six doubles, decoded one field at a time."""
import random
import struct

COUNT = 1000
SIZE = 48


def make_buffer():
    values = random.Random(5)
    return b"".join(struct.pack("<6d", *[values.random() for _ in range(6)]) for _ in range(COUNT))


BUFFER = make_buffer()


def run(n):
    tot_x = 0.0
    tot_y = 0.0
    for i in range(n):
        offset = (i % COUNT) * SIZE
        ax = struct.unpack_from("d", BUFFER, offset)[0]
        ay = struct.unpack_from("d", BUFFER, offset + 8)[0]
        bx = struct.unpack_from("d", BUFFER, offset + 16)[0]
        by = struct.unpack_from("d", BUFFER, offset + 24)[0]
        cx = struct.unpack_from("d", BUFFER, offset + 32)[0]
        cy = struct.unpack_from("d", BUFFER, offset + 40)[0]
        tot_x += ax + bx + cx
        tot_y += ay + by + cy
    return tot_x, tot_y
