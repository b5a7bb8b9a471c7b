"""The event loop runs after each batch."""
import asyncio

async def work(n):
    total = 0
    for i in range(n):
        total += i & 7
        if i & 255 == 0:
            await asyncio.sleep(0)
    return total


def run(n):
    return asyncio.run(work(n))
