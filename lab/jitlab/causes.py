"""What the JIT itself says about the two forms of a pair, and whether the stated cause shows in it."""
import tempfile
from pathlib import Path

from . import jitlog

PYPY_ONLY = ("loops", "bridges", "aborts", "residual", "allocations")
CPYTHON_ONLY = ("traces", "frames", "ends")
GIVEN_BACK = "_DEOPT"
NOTICEABLY_MORE = 1.5
LEAST_MORE = 3
LEAST_ABOVE = 0.5


def of_log(log, program, n):
    """The counts of one run of `n` iterations on PyPy. `operations`, `calls` and `allocations` are per iteration, over all traces
    that ran; they are null where no loop of the program was compiled."""
    hottest = log.hottest(program)
    residual = set()
    for call in hottest.calls if hottest else ():
        if call.kind == "blocker":
            residual.add(str(call))
        elif call.kind == "inner-loop":
            residual.add(call.operation)

    def per_iteration(amount):
        if hottest is None:
            return None
        return round(sum(trace.count * amount(trace) for trace in log.traces) / n, 1)

    return {
        "loops": log.loops,
        "bridges": log.bridges,
        "aborts": sum(log.aborts.values()) if log.aborts is not None else None,
        "residual": sorted(residual),
        "operations": per_iteration(lambda trace: trace.operations),
        "calls": per_iteration(lambda trace: len(trace.calls)),
        "allocations": per_iteration(lambda trace: trace.allocations),
        **dict.fromkeys(CPYTHON_ONLY),
    }


def of_executors(executors):
    """The counts of one run on CPython, from what support/measure_pair.py prints."""
    return {**dict.fromkeys(PYPY_ONLY), **executors}


def logged(run):
    """Calls `run` with the log that PyPy shall write, and reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jit.log"
        run((jitlog.CATEGORIES, path))
        return jitlog.read_file(path)


def more(slow, fast):
    """Noticeably more, and not by chance."""
    return slow is not None and fast is not None and slow >= NOTICEABLY_MORE * fast and slow - fast >= LEAST_MORE


def above(slow, fast):
    """More by something that is there in at least every other iteration, or by one trace."""
    return slow is not None and fast is not None and slow - fast >= LEAST_ABOVE


def left_out(counts):
    """No hot loop of the program became machine code."""
    return counts["operations"] is None or counts["traces"] == 0


def ending(ends, name):
    """The number of traces that end with an operation."""
    return None if ends is None else ends.get(name, 0)


# What a cause counts, and whether it shows in the counts of the slow and of the fast form.
CAUSES = {
    "bridges": ("paths compiled on their own", lambda slow, fast: more(slow["bridges"], fast["bridges"])),
    "loops": ("loops compiled", lambda slow, fast: more(slow["loops"], fast["loops"])),
    "aborts": ("traces given up", lambda slow, fast: above(slow["aborts"], fast["aborts"])),
    "residual": (
        "calls in the hottest loop that block the trace or enter another one",
        lambda slow, fast: bool(set(slow["residual"] or ()) - set(fast["residual"] or ())),
    ),
    "calls": ("calls in each iteration", lambda slow, fast: above(slow["calls"], fast["calls"])),
    "allocations": ("objects made in each iteration", lambda slow, fast: above(slow["allocations"], fast["allocations"])),
    "operations": ("operations in each iteration", lambda slow, fast: more(slow["operations"], fast["operations"])),
    "not-compiled": ("no compiled loop", lambda slow, fast: left_out(slow) and not left_out(fast)),
    "traces": ("traces compiled", lambda slow, fast: more(slow["traces"], fast["traces"])),
    "frames": ("frames made in the traces", lambda slow, fast: above(slow["frames"], fast["frames"])),
    "given-back": (
        "traces that end in the interpreter",
        lambda slow, fast: above(ending(slow["ends"], GIVEN_BACK), ending(fast["ends"], GIVEN_BACK)),
    ),
}


def visible(cause, slow, fast):
    """Whether the counts of the two forms show the cause."""
    return CAUSES[cause][1](slow, fast)
