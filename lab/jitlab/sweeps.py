"""Sweeps: the same pair of forms for a growing number of checks, to see from where on a rewrite pays."""
import statistics
import tempfile
import textwrap
from pathlib import Path

from . import jitlog
from .interpreters import LabError
from .pairs import measure_process

NAMES = "abcdefghijkl"
SHORT = 200_000
LONG = 4_000_000
WIDTHS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)

PROGRAM = """from rows import floats, with_missing

ROWS = {rows}


def combine({names}):
{body}
    return {total}


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
"""


def program(rows, width, body):
    """A module that runs `body` on rows of that width."""
    names = NAMES[:width]
    return PROGRAM.format(
        rows=rows.format(width=width),
        names=", ".join(names),
        body=textwrap.indent("\n".join(body), "    "),
        total=" + ".join(names),
    )


def defaults(width):
    return [number + 0.25 for number in range(width)]


def listed(items):
    return "(" + ", ".join(map(str, items)) + ")"


def none_chain(width):
    return [f"if {name} is None:\n    {name} = {value}" for name, value in zip(NAMES, defaults(width))]


def none_fold(width):
    names = NAMES[:width]
    pairs = f"zip({listed(names)}, {listed(defaults(width))})"
    return [f"{', '.join(names)} = [d if x is None else x for x, d in {pairs}]"]


def branch_chain(width):
    return [f"if {name} < 0:\n    {name} = {value}" for name, value in zip(NAMES, defaults(width))]


def branch_fold(width):
    names = NAMES[:width]
    pairs = f"zip({listed(names)}, {listed(defaults(width))})"
    return [f"{', '.join(names)} = [k if x < 0 else x for x, k in {pairs}]"]


class Sweep:
    """One curve."""

    def __init__(self, id, claim, rows, slow, fast, n, widths=WIDTHS):
        self.id = id
        self.claim = claim
        self.rows = rows
        self.forms = {"slow": slow, "fast": fast}
        self.n = n
        self.widths = widths


HALF_MISSING = "with_missing(floats({width}))"
RARELY_MISSING = "with_missing(floats({width}), 0.1)"

SWEEPS = [
    Sweep(
        "none-checks-short",
        "None checks against the folded form, half of the values missing, 200,000 iterations from process start.",
        HALF_MISSING,
        none_chain,
        none_fold,
        SHORT,
    ),
    Sweep(
        "none-checks-long",
        "None checks against the folded form, half of the values missing, 4,000,000 iterations from process start.",
        HALF_MISSING,
        none_chain,
        none_fold,
        LONG,
    ),
    Sweep(
        "none-checks-rare",
        "None checks against the folded form, a tenth of the values missing, 200,000 iterations from process start.",
        RARELY_MISSING,
        none_chain,
        none_fold,
        SHORT,
    ),
    Sweep(
        "branches-short",
        "Branches on floats against the folded form, 200,000 iterations from process start.",
        "floats({width})",
        branch_chain,
        branch_fold,
        SHORT,
        WIDTHS[:-1],
    ),
    Sweep(
        "branches-long",
        "Branches on floats against the folded form, 4,000,000 iterations from process start.",
        "floats({width})",
        branch_chain,
        branch_fold,
        LONG,
        WIDTHS[:-1],
    ),
]


def point(sweep, width, interpreter, rounds, folder):
    """One point of a curve."""
    paths, found, bridges = {}, {}, {}
    times = {"slow": [], "fast": []}
    for form, write in sweep.forms.items():
        paths[form] = Path(folder) / f"{form}.py"
        paths[form].write_text(program(sweep.rows, width, write(width)), encoding="utf-8")
    for _ in range(rounds):
        for form, path in paths.items():
            run = measure_process(interpreter, path, sweep.n, 0)
            times[form].append(run["cold"])
            found[form] = run["result"]
    if found["slow"] != found["fast"]:
        raise LabError(f"{sweep.id}: results differ at {width}")
    for form, path in paths.items():
        log = Path(folder) / "jit.log"
        measure_process(interpreter, path, sweep.n, 0, log=("jit-summary", log))
        bridges[form] = jitlog.read_file(log).bridges
        log.unlink()
    nanoseconds = {form: statistics.median(values) / sweep.n * 1e9 for form, values in times.items()}
    return {
        "value": width,
        "n": sweep.n,
        "slowNs": round(nanoseconds["slow"], 2),
        "fastNs": round(nanoseconds["fast"], 2),
        "ratio": round(nanoseconds["slow"] / nanoseconds["fast"], 3),
        "slowBridges": bridges["slow"],
        "fastBridges": bridges["fast"],
    }


def measure(sweep, interpreter, rounds, report):
    """A row of the results."""
    points = []
    with tempfile.TemporaryDirectory() as folder:
        for width in sweep.widths:
            points.append(point(sweep, width, interpreter, rounds, folder))
            report(points[-1])
    return {"id": sweep.id, "claim": sweep.claim, "parameter": "checks in one iteration", "points": points}
