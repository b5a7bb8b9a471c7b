"""Text made by an f-string."""
def run(n):
    total = 0
    for i in range(n):
        text = f"{i & 1023}:{i & 7}"
        total += len(text)
    return total
