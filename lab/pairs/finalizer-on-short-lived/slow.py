"""Objects with a finalizer."""
class Handle:
    def __init__(self, value):
        self.value = value

    def __del__(self):
        self.value = None


def run(n):
    total = 0
    for i in range(n):
        total += Handle(i & 7).value
    return total
