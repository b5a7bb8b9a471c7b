"""New code for each task."""
SOURCE = """
def work(m):
    total = 0
    for i in range(m):
        total += i * {factor} & 7
    return total
"""


def run(n):
    total = 0
    for task in range(n):
        space = {}
        exec(SOURCE.format(factor=task & 3), space)
        total += space["work"](1500)
    return total
