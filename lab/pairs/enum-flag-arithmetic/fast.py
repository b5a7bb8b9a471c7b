"""Flags as ints."""
READ = 1
WRITE = 2
RUN = 4
MODES = [READ, WRITE, READ | RUN, RUN]


def run(n):
    found = 0
    for i in range(n):
        if MODES[i & 3] & READ:
            found += i & 7
    return found
