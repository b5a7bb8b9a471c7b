"""A list as queue."""
def run(n):
    queue = list(range(2000))
    total = 0
    for i in range(n):
        item = queue.pop(0)
        total += item & 7
        queue.append(item ^ i)
    return total
