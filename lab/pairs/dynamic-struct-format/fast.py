"""The formats are constants."""
import struct

RECORD = struct.pack("6d", 1, 2, 3, 4, 5, 6)


def run(n):
    total = 0.0
    for i in range(n):
        if i & 1:
            total += struct.unpack_from("3d", RECORD)[1]
        else:
            total += struct.unpack_from("2d", RECORD)[1]
    return total
