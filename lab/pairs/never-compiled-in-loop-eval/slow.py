"""Text is evaluated for each item."""
FORMULA = "x * 2 + 1"


def run(n):
    total = 0
    for x in range(n):
        total += eval(FORMULA) & 1023
    return total
