"""Averages the corners of many triangles that are read from a binary format; a bare loop unpacks whole records."""
import array
import io
import random
import struct
import time


def make_triangles(count):
    """Binary data of `count` triangles, each with three corners of two doubles."""
    rng = random.Random(2025)
    return array.array("d", [rng.uniform(-100.0, 100.0) for _ in range(6 * count)]).tobytes()


def barycenter(stream):
    fmt = "dddddd"
    size = struct.calcsize(fmt)
    total_x = 0.0
    total_y = 0.0
    n = 0
    while True:
        buf = stream.read(size)
        if not buf:
            break
        ax, ay, bx, by, cx, cy = struct.unpack_from(fmt, buf)
        total_x += ax + bx + cx
        total_y += ay + by + cy
        n += 1
    return total_x / n, total_y / n


def main():
    stream = io.BytesIO(make_triangles(200_000))
    start = time.perf_counter()
    x, y = barycenter(stream)
    elapsed = time.perf_counter() - start
    print(f"{elapsed:.4f} secs, barycenter = {x!r}, {y!r}")


if __name__ == "__main__":
    main()
