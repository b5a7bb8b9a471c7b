"""Values below 63 bits."""
def run(n):
    h = 2166136261
    for i in range(n):
        h = ((h ^ (i & 255)) * 16777619) & 0xFFFFFFFF
    return h
