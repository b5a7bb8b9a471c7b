"""0 as the first content."""
def run(n):
    total = 0
    for _ in range(n // 1000):
        table = [0] * 1000
        for i in range(1000):
            table[i] = i & 63
        for x in table:
            total += x
    return total
