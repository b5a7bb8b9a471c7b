"""A generator."""
def items(n):
    for i in range(n):
        yield i & 7


async def main(n):
    total = 0
    for item in items(n):
        total += item
    return total


def run(n):
    work = main(n)
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
