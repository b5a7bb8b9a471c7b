"""A deque as queue."""
from collections import deque


def run(n):
    queue = deque(range(2000))
    total = 0
    for i in range(n):
        item = queue.popleft()
        total += item & 7
        queue.append(item ^ i)
    return total
