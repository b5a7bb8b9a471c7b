"""No object for an item."""
def run(n):
    xs = [0] * 8
    ys = [0] * 8
    total = 0
    for i in range(n):
        xs[i & 7] = i & 1023
        ys[i & 7] = i & 7
        k = (i * 5) & 7
        total += xs[k] + ys[k]
    return total
