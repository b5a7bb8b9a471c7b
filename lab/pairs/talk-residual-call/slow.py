"""The pi series of the talk with a call that the JIT cannot enter."""
import pypyjit


def empty():
    pass


def opaque():
    pypyjit.residual_call(empty)


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
        opaque()
    return 4 * approximation
