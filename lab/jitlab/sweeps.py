"""Sweeps: the same two forms for a growing number of something, to see from where on a rewrite pays."""
import statistics
import tempfile
from pathlib import Path

from . import causes
from .interpreters import LabError
from .pairs import measure_process


def point(sweep, value, interpreter, rounds, folder):
    """One point of a curve."""
    n = sweep.n[interpreter.runtime]
    paths, found = {}, {}
    bridges = dict.fromkeys(sweep.forms)
    times = {form: [] for form in sweep.forms}
    for form, write in sweep.forms.items():
        paths[form] = Path(folder) / f"{form}.py"
        paths[form].write_text(write(value), encoding="utf-8")
    for _ in range(rounds):
        for form, path in paths.items():
            run = measure_process(interpreter, path, n, 0)
            times[form].append(run["cold"])
            found[form] = run["result"]
    if found["slow"] != found["fast"]:
        raise LabError(f"{sweep.id}: results differ at {value}: {found['slow']} and {found['fast']}")
    if interpreter.is_pypy:
        for form, path in paths.items():
            bridges[form] = causes.logged(lambda log, path=path: measure_process(interpreter, path, n, 0, log)).bridges
    nanoseconds = {form: statistics.median(values) / n * 1e9 for form, values in times.items()}
    return {
        "value": value,
        "n": n,
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
        for value in sweep.values:
            points.append(point(sweep, value, interpreter, rounds, folder))
            report(points[-1])
    return {"id": sweep.id, "claim": sweep.claim, "parameter": sweep.parameter, "points": points}
