"""Text is executed for each item."""
STATEMENT = "y = x * 2 + 1"


def run(n):
    total = 0
    for x in range(n):
        space = {"x": x}
        exec(STATEMENT, space)
        total += space["y"] & 1023
    return total
