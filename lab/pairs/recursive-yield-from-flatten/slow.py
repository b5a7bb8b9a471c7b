"""Each value passes through all frames above."""
def nested(depth):
    return [1, 2, nested(depth - 1), 3] if depth else [4, 5]


DATA = nested(12)


def flat(items):
    for item in items:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def run(n):
    total = 0
    for _ in range(n // 38):
        for value in flat(DATA):
            total += value
    return total
