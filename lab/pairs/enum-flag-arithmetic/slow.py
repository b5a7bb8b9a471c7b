"""Flags of an IntFlag."""
from enum import IntFlag


class Mode(IntFlag):
    READ = 1
    WRITE = 2
    RUN = 4


MODES = [Mode.READ, Mode.WRITE, Mode.READ | Mode.RUN, Mode.RUN]


def run(n):
    found = 0
    for i in range(n):
        if MODES[i & 3] & Mode.READ:
            found += i & 7
    return found
