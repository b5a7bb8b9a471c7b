"""The deadline is looked at for each batch."""
import time

def run(n):
    deadline = time.monotonic() + 3600
    total = 0
    for i in range(n):
        if i & 255 == 0 and time.monotonic() > deadline:
            break
        total += i & 7
    return total
