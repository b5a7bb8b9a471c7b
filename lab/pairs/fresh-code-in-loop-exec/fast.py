"""The same code for each task."""
def work(m, factor):
    total = 0
    for i in range(m):
        total += i * factor & 7
    return total


def run(n):
    total = 0
    for task in range(n):
        total += work(1500, task & 3)
    return total
