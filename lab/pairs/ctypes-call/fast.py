"""A libc function called through cffi."""
import cffi

FFI = cffi.FFI()
FFI.cdef("int abs(int);")
LIBRARY = FFI.dlopen(None)
VALUES = [3, -1, 4, -1, 5, -9, 2, -6]


def run(n):
    total = 0
    for i in range(n):
        total += LIBRARY.abs(VALUES[i & 7])
    return total
