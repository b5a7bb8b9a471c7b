"""The deadline is looked at for each item."""
import time

def run(n):
    deadline = time.monotonic() + 3600
    total = 0
    for i in range(n):
        if time.monotonic() > deadline:
            break
        total += i & 7
    return total
