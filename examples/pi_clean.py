"""Approximates pi with the Leibniz series: a purely numerical loop that a tracing JIT compiles well."""
import time


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

    return 4 * pi_approx


def main():
    start = time.perf_counter()
    pi = get_pi()
    elapsed = time.perf_counter() - start
    print(f"{elapsed:.4f} secs, pi = {pi!r}")


if __name__ == "__main__":
    main()
