"""The pi series of the talk."""


def run(n):
    approximation = 0.0
    k = 0
    term = 1.0
    while k < n:
        if k % 2 == 0:
            term = 1.0 / (2 * k + 1)
        else:
            term = -1 * 1.0 / (2 * k + 1)
        approximation = approximation + term
        k = k + 1
    return 4 * approximation
