"""Each item is written to a file."""
import os

OUT = open(os.devnull, "w")


def run(n):
    total = 0
    for i in range(n):
        OUT.write("item %d\n" % (i & 7))
        total += i & 7
    return total
