"""Each value passes through one frame."""
def nested(depth):
    return [1, 2, nested(depth - 1), 3] if depth else [4, 5]


DATA = nested(12)


def flat(items):
    stack = [iter(items)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, list):
                stack.append(iter(item))
                break
            yield item
        else:
            stack.pop()


def run(n):
    total = 0
    for _ in range(n // 38):
        for value in flat(DATA):
            total += value
    return total
