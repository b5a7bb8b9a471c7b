"""Products of 61 bits, cut to 31."""
def run(n):
    x = 2463534242
    for i in range(n):
        x = (x * 1103515245 + (i & 255)) & 0x7FFFFFFF
    return x
