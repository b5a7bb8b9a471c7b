"""An attribute of a Python object."""
class Counter:
    def __init__(self):
        self.value = 0


def run(n):
    counter = Counter()
    total = 0
    for i in range(n):
        counter.value = i & 1023
        total += counter.value
    return total
