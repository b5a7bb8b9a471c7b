"""The lock is taken for each batch."""
import threading

LOCK = threading.Lock()

def run(n):
    total = 0
    for first in range(0, n, 256):
        with LOCK:
            for i in range(first, min(first + 256, n)):
                total += i & 7
    return total
