"""Nine optional arguments, each None or a number, in every combination.

Each `if` on one of them doubles the number of paths through fn(), and a trace of PyPy's JIT follows one path only.
"""
import random
import time


def fn(v=None, a=None, b=None, c=None, d=None, e=None, f=None, g=None, h=None):
    if v is None:
        v = 0
    if a is None:
        a = 1.25
    if b is None:
        b = -0.75
    if c is None:
        c = 0.5
    if d is None:
        d = 2.0
    if e is None:
        e = -1.5
    if f is None:
        f = 0.1
    if g is None:
        g = 3.0
    if h is None:
        h = 0.25

    y = a * v + b
    if y < f:
        y = f
    y = y * c + d
    if y > g:
        y = g
    y = y + e * h
    return y


def make_rows(count):
    rng = random.Random(2025)
    rows = []
    for _ in range(count):
        rows.append([None if rng.random() < 0.5 else rng.uniform(-2.0, 2.0) for _ in range(9)])
    return rows


DATA = make_rows(200_000)


def main():
    start = time.perf_counter()
    acc = 0.0
    for row in DATA:
        acc += fn(*row)
    elapsed = time.perf_counter() - start
    print(f"{elapsed:.4f} secs, acc = {acc!r}")


if __name__ == "__main__":
    main()
