"""Values of 64 bits and more."""
def run(n):
    h = 2166136261
    for i in range(n):
        h = ((h ^ (i & 255)) * 16777619) & 0xFFFFFFFFFFFFFFFF
    return h & 0xFFFFFFFF
