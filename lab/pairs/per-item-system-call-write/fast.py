"""Items are written in batches."""
import os

OUT = os.open(os.devnull, os.O_WRONLY)

def run(n):
    total = 0
    waiting = []
    for i in range(n):
        waiting.append(b"item\n")
        if len(waiting) == 256:
            total += os.write(OUT, b"".join(waiting))
            waiting = []
    return total + os.write(OUT, b"".join(waiting))
