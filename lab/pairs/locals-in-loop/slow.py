"""The value by locals()."""
def run(n):
    total = 0
    for i in range(n):
        total += locals()["i"] & 7
    return total
