"""Missing keys by exception."""
TABLE = {key: key & 7 for key in range(0, 100, 2)}


def run(n):
    total = 0
    for i in range(n):
        try:
            total += TABLE[i % 100]
        except KeyError:
            total += 1
    return total
