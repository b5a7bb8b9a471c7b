"""Coroutines for plain work."""
async def read(i):
    return i & 7


async def convert(i):
    return await read(i) + 1


async def load(i):
    return await convert(i) + 1


async def main(n):
    total = 0
    for i in range(n):
        total += await load(i)
    return total


def run(n):
    work = main(n)
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
