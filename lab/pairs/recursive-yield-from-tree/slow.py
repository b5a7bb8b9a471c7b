"""Each value passes through all frames above."""
def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return build(low, middle), middle, build(middle + 1, high)


TREE = build(0, 4000)


def walk(tree):
    if tree:
        yield from walk(tree[0])
        yield tree[1]
        yield from walk(tree[2])


def run(n):
    total = 0
    for _ in range(n // 4000):
        for value in walk(TREE):
            total += value & 7
    return total
