"""Groups by hand."""
ITEMS = [(k // 5, k & 7) for k in range(1000)]


def run(n):
    total = 0
    for _ in range(n // 1000):
        key = None
        subtotal = 0
        for item in ITEMS:
            if item[0] != key:
                if key is not None:
                    total += subtotal * (key & 3)
                key = item[0]
                subtotal = 0
            subtotal += item[1]
        total += subtotal * (key & 3)
    return total
