"""A profile function is on."""
import sys


def step(i):
    return (i & 7) + 1


def work(n):
    total = 0
    for i in range(n):
        total += step(i)
    return total

def count_calls(counts):
    def profile(frame, event, argument):
        name = frame.f_code.co_name
        counts[name] = counts.get(name, 0) + 1

    return profile


def run(n):
    sys.setprofile(count_calls({}))
    try:
        return work(n)
    finally:
        sys.setprofile(None)
