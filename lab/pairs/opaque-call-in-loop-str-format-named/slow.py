"""Text made by str.format with names."""
def run(n):
    total = 0
    for i in range(n):
        text = "{key}={value}".format(key=i & 1023, value=i & 7)
        total += len(text)
    return total
