"""A generator."""
def pairs(n):
    at = 0
    while at < n:
        at += 1
        yield at, at ^ 3


def run(n):
    total = 0
    for a, b in pairs(n):
        total += (a ^ b) & 7
    return total
