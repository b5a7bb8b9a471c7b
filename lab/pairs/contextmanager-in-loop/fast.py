"""A context manager from a class."""
DEPTH = [0]


class Deeper:
    def __enter__(self):
        DEPTH[0] += 1
        return DEPTH[0]

    def __exit__(self, *problem):
        DEPTH[0] -= 1


def run(n):
    total = 0
    for i in range(n):
        with Deeper() as depth:
            total += depth + (i & 7)
    return total
