"""Text by join."""
def run(n):
    lines = []
    for i in range(n):
        lines.append("line %d\n" % (i & 7))
    return len("".join(lines))
