"""Each value passes through one frame."""
def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return build(low, middle), middle, build(middle + 1, high)


TREE = build(0, 4000)


def walk(tree):
    stack = []
    while stack or tree:
        if tree:
            stack.append(tree)
            tree = tree[0]
        else:
            tree = stack.pop()
            yield tree[1]
            tree = tree[2]


def run(n):
    total = 0
    for _ in range(n // 4000):
        for value in walk(TREE):
            total += value & 7
    return total
