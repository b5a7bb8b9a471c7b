"""Objects without a finalizer."""
class Handle:
    def __init__(self, value):
        self.value = value


def run(n):
    total = 0
    for i in range(n):
        total += Handle(i & 7).value
    return total
