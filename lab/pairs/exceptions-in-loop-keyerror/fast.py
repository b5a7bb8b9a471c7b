"""Missing keys by dict.get."""
TABLE = {key: key & 7 for key in range(0, 100, 2)}


def run(n):
    total = 0
    for i in range(n):
        value = TABLE.get(i % 100)
        total += 1 if value is None else value
    return total
