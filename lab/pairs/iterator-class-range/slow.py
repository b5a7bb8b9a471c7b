"""An iterator class."""
class Pairs:
    def __init__(self, n):
        self.at = 0
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.n:
            raise StopIteration
        self.at += 1
        return self.at, self.at ^ 3


def run(n):
    total = 0
    for a, b in Pairs(n):
        total += (a ^ b) & 7
    return total
