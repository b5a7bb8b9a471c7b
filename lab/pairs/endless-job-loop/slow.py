"""The JIT compiles each job."""
import pypyjit

SOURCE = """
def formula(m):
    total = 0
    for i in range(m):
        total += (i * {factor} ^ {factor}) & 7
    return total
"""


def common(items):
    total = 0
    for item in items:
        total += item & 3
    return total


def run(n):
    items = list(range(2000))
    total = common(items)
    for job in range(n):
        space = {}
        exec(SOURCE.format(factor=job), space)
        total += common(items) + space["formula"](1100)
    return total
