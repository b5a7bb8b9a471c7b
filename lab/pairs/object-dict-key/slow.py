"""Objects as keys."""
class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return hash(self.number)

    def __eq__(self, other):
        return self.number == other.number


KEYS = [Key(k * 7) for k in range(64)]
TABLE = {Key(k * 7): k for k in range(64)}


def run(n):
    total = 0
    for i in range(n):
        total += TABLE[KEYS[(i * 5) & 63]]
    return total
