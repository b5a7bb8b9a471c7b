"""A trace function is on."""
import sys


def step(i):
    return (i & 7) + 1


def work(n):
    total = 0
    for i in range(n):
        total += step(i)
    return total

def count_lines(counts):
    def trace(frame, event, argument):
        line = frame.f_lineno
        counts[line] = counts.get(line, 0) + 1
        return trace

    return trace


def run(n):
    sys.settrace(count_lines({}))
    try:
        return work(n)
    finally:
        sys.settrace(None)
