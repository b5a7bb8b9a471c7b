"""Numbers as keys."""
class Key:
    def __init__(self, number):
        self.number = number


KEYS = [Key(k * 7) for k in range(64)]
TABLE = {k * 7: k for k in range(64)}


def run(n):
    total = 0
    for i in range(n):
        total += TABLE[KEYS[(i * 5) & 63].number]
    return total
