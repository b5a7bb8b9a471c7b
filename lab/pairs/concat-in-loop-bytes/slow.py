"""Bytes by +=."""
PIECES = [b"line %d\n" % k for k in range(8)]


def run(n):
    data = b""
    for i in range(n):
        data += PIECES[i & 7]
    return len(data)
