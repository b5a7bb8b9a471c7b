"""No trace function is on."""
import sys


def step(i):
    return (i & 7) + 1


def work(n):
    total = 0
    for i in range(n):
        total += step(i)
    return total

def run(n):
    return work(n)
