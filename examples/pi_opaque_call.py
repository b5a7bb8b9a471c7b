"""The loop of pi_clean.py with one call per round that PyPy's JIT cannot enter.

The called function is empty. pypyjit.residual_call() hides it from the JIT, as a call into a C extension would be
hidden. CPython has no such function; there the empty function is called directly.
"""
import time

try:
    import pypyjit
except ImportError:
    pypyjit = None


def empty():
    pass


def hic_sunt_leones():
    if pypyjit is not None:
        pypyjit.residual_call(empty)
    else:
        empty()


def get_pi():
    tolerance = 0.0000001
    pi_approx = 0.0
    k = 0
    term = 1.0  # large enough to enter the loop

    while abs(term) > tolerance:
        if k % 2 == 0:
            term = 1.0 / (2 * k + 1)
        else:
            term = -1.0 / (2 * k + 1)
        pi_approx = pi_approx + term
        k = k + 1
        hic_sunt_leones()

    return 4 * pi_approx


def main():
    start = time.perf_counter()
    pi = get_pi()
    elapsed = time.perf_counter() - start
    print(f"{elapsed:.4f} secs, pi = {pi!r}")


if __name__ == "__main__":
    main()
