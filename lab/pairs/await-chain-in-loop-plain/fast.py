"""Functions for plain work."""
def read(i):
    return i & 7


def convert(i):
    return read(i) + 1


def load(i):
    return convert(i) + 1


async def main(n):
    total = 0
    for i in range(n):
        total += load(i)
    return total


def run(n):
    work = main(n)
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
