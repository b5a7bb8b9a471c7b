"""A field of a C structure."""
import ctypes


class Counter(ctypes.Structure):
    _fields_ = [("value", ctypes.c_int)]


def run(n):
    counter = Counter()
    total = 0
    for i in range(n):
        counter.value = i & 1023
        total += counter.value
    return total
