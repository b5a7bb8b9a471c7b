"""8 negative ints replaced by 100 by bit arithmetic, right for ints inside 63 bits."""
from rows import ints

ROWS = ints(8)


def combine(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int):
    a = (100 & (a >> 63)) | (a & ~(a >> 63))
    b = (100 & (b >> 63)) | (b & ~(b >> 63))
    c = (100 & (c >> 63)) | (c & ~(c >> 63))
    d = (100 & (d >> 63)) | (d & ~(d >> 63))
    e = (100 & (e >> 63)) | (e & ~(e >> 63))
    f = (100 & (f >> 63)) | (f & ~(f >> 63))
    g = (100 & (g >> 63)) | (g & ~(g >> 63))
    h = (100 & (h >> 63)) | (h & ~(h >> 63))
    return a + b + c + d + e + f + g + h


def run(n):
    total = 0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
