"""A class made by each call."""
def half(x):
    class Half:
        def __init__(self, x):
            self.x = x

        def get(self):
            return self.x // 2

    return Half(x).get()


def run(n):
    total = 0
    for i in range(n):
        total += half(i & 1023)
    return total
