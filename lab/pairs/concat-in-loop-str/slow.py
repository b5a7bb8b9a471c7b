"""Text by +=."""
def run(n):
    text = ""
    for i in range(n):
        text += "line %d\n" % (i & 7)
    return len(text)
