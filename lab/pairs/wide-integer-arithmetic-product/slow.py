"""Products of 78 bits, cut to 48."""
def run(n):
    x = 2463534242
    for i in range(n):
        x = (x * 1103515245 + (i & 255)) & 0xFFFFFFFFFFFF
    return x & 0x7FFFFFFF
