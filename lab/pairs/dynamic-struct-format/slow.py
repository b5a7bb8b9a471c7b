"""The format is made for each record."""
import struct

RECORD = struct.pack("6d", 1, 2, 3, 4, 5, 6)


def run(n):
    total = 0.0
    for i in range(n):
        width = 2 + (i & 1)
        total += struct.unpack_from("%dd" % width, RECORD)[1]
    return total
