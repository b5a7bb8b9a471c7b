"""The same code for each task."""
def adder(amount):
    return lambda x: (x + amount) & 7


def apply(function, m):
    total = 0
    for i in range(m):
        total += function(i)
    return total


def run(n):
    total = 0
    for task in range(n):
        function = adder(task & 3)
        total += apply(function, 1500)
    return total
