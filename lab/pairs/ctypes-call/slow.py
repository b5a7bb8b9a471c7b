"""A libc function called through ctypes."""
import ctypes

LIBRARY = ctypes.CDLL(None)
ABSOLUTE = LIBRARY.abs
ABSOLUTE.argtypes = [ctypes.c_int]
ABSOLUTE.restype = ctypes.c_int
VALUES = [3, -1, 4, -1, 5, -9, 2, -6]


def run(n):
    total = 0
    for i in range(n):
        total += ABSOLUTE(VALUES[i & 7])
    return total
