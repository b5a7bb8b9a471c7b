"""Runs one micro-program in this process: measure_callable.py PROGRAM.py [ITERATIONS].

With a number of iterations it only runs, for the JIT's log. Without one it prints the net cost of a call.
"""
import importlib.util
import json
import sys
import time

import pools

WARM_UP = 3000
SHORTEST = 100
LONGEST = 10_000_000
ROUND_SECONDS = 0.015
ROUNDS = 5


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["program"] = module
    spec.loader.exec_module(module)
    return module


def best(function):
    """Nanoseconds per iteration, best of several rounds."""
    function(WARM_UP)
    n = SHORTEST
    while n < LONGEST:
        start = time.thread_time()
        function(n)
        if time.thread_time() - start >= ROUND_SECONDS:
            break
        n *= 2
    times = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        function(n)
        times.append(time.thread_time() - start)
    return min(times) / n * 1e9


def main():
    module = load(sys.argv[1])
    if len(sys.argv) > 2:
        module.run(int(sys.argv[2]))
        return
    ns = max(best(module.run) - best(pools.empty), 0.0)
    print(json.dumps({"ns": round(ns, 2)}), file=sys.__stdout__)


if __name__ == "__main__":
    main()
