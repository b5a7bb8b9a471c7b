"""The process id is asked for each item."""
import os

def run(n):
    total = 0
    for i in range(n):
        if os.getpid() > 0:
            total += i & 7
    return total
