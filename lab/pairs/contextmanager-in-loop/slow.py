"""A context manager from a generator."""
from contextlib import contextmanager

DEPTH = [0]


@contextmanager
def deeper():
    DEPTH[0] += 1
    try:
        yield DEPTH[0]
    finally:
        DEPTH[0] -= 1


def run(n):
    total = 0
    for i in range(n):
        with deeper() as depth:
            total += depth + (i & 7)
    return total
