"""Runs one form of a pair in this process: measure_pair.py FORM.py N WARM_RUNS. Prints one JSON object."""
import gc
import importlib.util
import json
import sys
import time
import types


def load(path):
    spec = importlib.util.spec_from_file_location("form", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["form"] = module
    spec.loader.exec_module(module)
    return module


ENDS = ("_JUMP_TO_TOP", "_EXIT_TRACE", "_DYNAMIC_EXIT", "_DEOPT")


def codes_of(path):
    """Every code object of the file that a function still holds."""
    pending = [item.__code__ for item in gc.get_objects() if isinstance(item, types.FunctionType)]
    found = set()
    while pending:
        code = pending.pop()
        if code.co_filename == path and code not in found:
            found.add(code)
            pending += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return found


def executors_of(path):
    """What CPython's JIT made of the file: the number of traces, how they end, and what they do. None where there is no way to know."""
    try:
        from _opcode import get_executor
    except ImportError:
        return None
    bodies = []
    for code in codes_of(path):
        for offset in range(0, len(code.co_code), 2):
            try:
                executor = get_executor(code, offset)
            except (ValueError, RuntimeError):
                continue
            if executor is not None:
                names = [operation[0] for operation in executor]
                # Behind its end a trace holds the ways out of its guards.
                end = next((place for place, name in enumerate(names) if name in ENDS), len(names) - 1)
                bodies.append(names[: end + 1])
    ends = {}
    for body in bodies:
        ends[body[-1]] = ends.get(body[-1], 0) + 1
    return {
        "traces": len(bodies),
        "operations": sum(map(len, bodies)),
        "calls": sum(name.startswith("_CALL_") for body in bodies for name in body),
        "frames": sum(name == "_PUSH_FRAME" for body in bodies for name in body),
        "ends": dict(sorted(ends.items())),
    }


def main():
    path, n, warm_runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    module = load(path)
    times = []
    for _ in range(1 + warm_runs):
        start = time.thread_time()
        result = module.run(n)
        times.append(time.thread_time() - start)
    print(json.dumps({"cold": times[0], "warm": times[1:], "result": repr(result), "executors": executors_of(path)}))


if __name__ == "__main__":
    main()
