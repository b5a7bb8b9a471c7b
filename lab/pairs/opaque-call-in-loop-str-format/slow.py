"""Text made by str.format."""
def run(n):
    total = 0
    for i in range(n):
        text = "{}:{}".format(i & 1023, i & 7)
        total += len(text)
    return total
