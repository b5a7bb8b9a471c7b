"""The process id is asked once."""
import os

def run(n):
    total = 0
    process = os.getpid()
    for i in range(n):
        if process > 0:
            total += i & 7
    return total
