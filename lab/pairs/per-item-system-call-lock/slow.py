"""The lock is taken for each item."""
import threading

LOCK = threading.Lock()

def run(n):
    total = 0
    for i in range(n):
        with LOCK:
            total += i & 7
    return total
