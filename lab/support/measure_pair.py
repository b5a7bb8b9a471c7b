"""Runs one form of a pair in this process: measure_pair.py FORM.py N WARM_RUNS. Prints one JSON object."""
import importlib.util
import json
import sys
import time


def load(path):
    spec = importlib.util.spec_from_file_location("form", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["form"] = module
    spec.loader.exec_module(module)
    return module


def traces_of(module):
    """The number of CPython executors at the code of the module, None where there is no way to know."""
    try:
        from _opcode import get_executor
    except ImportError:
        return None
    count = 0
    pending = [value.__code__ for value in vars(module).values() if hasattr(value, "__code__")]
    for value in vars(module).values():
        if isinstance(value, type) and value.__module__ == module.__name__:
            members = [getattr(member, "fget", member) for member in vars(value).values()]
            pending += [member.__code__ for member in members if hasattr(member, "__code__")]
    while pending:
        code = pending.pop()
        pending += [constant for constant in code.co_consts if hasattr(constant, "co_code")]
        for offset in range(0, len(code.co_code), 2):
            try:
                count += get_executor(code, offset) is not None
            except (ValueError, RuntimeError):
                continue
    return count


def main():
    path, n, warm_runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    module = load(path)
    times = []
    for _ in range(1 + warm_runs):
        start = time.thread_time()
        result = module.run(n)
        times.append(time.thread_time() - start)
    print(json.dumps({"cold": times[0], "warm": times[1:], "result": repr(result), "traces": traces_of(module)}))


if __name__ == "__main__":
    main()
