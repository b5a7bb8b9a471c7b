"""The implementation is chosen by isinstance."""
VALUES = [1, 2.5, "abc", 4, 5.5, "de", 7, 8.0]


def weight(value):
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return 2
    if isinstance(value, str):
        return len(value)
    return 0


def run(n):
    total = 0
    for i in range(n):
        total += weight(VALUES[i & 7])
    return total
