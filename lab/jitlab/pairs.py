"""Pairs: the slow and the fast form of the same work, each in fresh processes."""
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from . import jitlog
from .interpreters import LAB, LabError

PAIRS = LAB / "pairs"
FORMS = ("slow", "fast")
WARM_RUNS = 3


class Pair:
    """A folder of pairs/: meta.json, slow.py, fast.py."""

    def __init__(self, folder):
        self.folder = folder
        self.meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.id = self.meta["id"]
        if self.id != folder.name:
            raise LabError(f"{folder}: the id in meta.json is {self.id}")

    def runs_on(self, interpreter):
        return interpreter.runtime_id in self.meta["runtimes"]

    def count(self, interpreter):
        """The number of iterations of one run."""
        return self.meta["n"][interpreter.runtime]


def all_pairs():
    """Every pair, by id."""
    return [Pair(folder) for folder in sorted(PAIRS.iterdir()) if (folder / "meta.json").exists()]


def build_extension(pair, interpreter):
    """Compiles the C extension of a pair and returns its folder, or None when that cannot be done here."""
    source = pair.folder / pair.meta["extension"]
    if not (Path(interpreter.include) / "Python.h").exists():
        return None
    folder = Path(tempfile.gettempdir()) / f"jit-hints-lab-{os.getuid()}" / interpreter.name
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (source.stem + interpreter.suffix)
    command = ["cc", "-O2", "-shared", "-fPIC", f"-I{interpreter.include}", str(source), "-o", str(target)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return None
    if done.returncode != 0:
        raise LabError(f"{pair.id}: the C extension does not compile: {done.stderr.strip()}")
    return folder


def measure_process(interpreter, path, n, warm_runs, log=None, extra_path=None):
    """One fresh process that runs one form: {cold, warm, result, traces}."""
    done = interpreter.run("measure_pair.py", path, n, warm_runs, log=log, extra_path=extra_path)
    if done.returncode != 0:
        raise LabError(f"{path.parent.name}/{path.name} failed on {interpreter.name}: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)


def run_form(pair, form, interpreter, extra_path, warm_runs=WARM_RUNS, log=None):
    """One form of a pair in a fresh process."""
    path = pair.folder / f"{form}.py"
    return measure_process(interpreter, path, pair.count(interpreter), warm_runs, log, extra_path)


def causes(pair, form, interpreter, extra_path):
    """What the JIT itself reports about one form, from a run of its own."""
    if not interpreter.is_pypy:
        traces = run_form(pair, form, interpreter, extra_path)["traces"]
        return {"loops": None, "bridges": None, "aborts": None, "traces": traces, "residual": None}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jit.log"
        run_form(pair, form, interpreter, extra_path, 0, log=(jitlog.CATEGORIES, path))
        log = jitlog.read_file(path)
    hottest = log.hottest(pair.folder / f"{form}.py")
    residual = set()
    for call in hottest.calls if hottest else ():
        if call.kind == "blocker":
            residual.add(str(call))
        elif call.kind == "inner-loop":
            residual.add(call.operation)
    return {
        "loops": log.loops,
        "bridges": log.bridges,
        "aborts": sum(log.aborts.values()),
        "traces": None,
        "residual": sorted(residual),
    }


def measure(pair, interpreter, rounds):
    """A row of the results, or a text that says why there is none."""
    extra_path = None
    if "extension" in pair.meta:
        extra_path = build_extension(pair, interpreter)
        if extra_path is None:
            return "needs a C compiler and the header files of this interpreter"
    n = pair.count(interpreter)
    cold = {form: [] for form in FORMS}
    warm = {form: [] for form in FORMS}
    results = {}
    for number in range(rounds):
        for form in FORMS if number % 2 == 0 else reversed(FORMS):
            run = run_form(pair, form, interpreter, extra_path)
            cold[form].append(run["cold"])
            warm[form].append(statistics.median(run["warm"]))
            results.setdefault(form, run["result"])
    if results["slow"] != results["fast"]:
        raise LabError(f"{pair.id}: results differ on {interpreter.name}: {results['slow']} and {results['fast']}")
    judged = cold if pair.meta["judge"] == "cold" else warm

    def ratios(times):
        return [slow / fast for slow, fast in zip(times["slow"], times["fast"])]

    def nanoseconds(times):
        return round(statistics.median(times) / n * 1e9, 2)

    spread = ratios(judged)
    return {
        "id": pair.id,
        "rule": pair.meta["rule"],
        "judged": pair.meta["judge"],
        "n": n,
        "slowNs": nanoseconds(judged["slow"]),
        "fastNs": nanoseconds(judged["fast"]),
        "ratio": round(statistics.median(spread), 3),
        "ratioSpread": [round(min(spread), 3), round(max(spread), 3)],
        "coldRatio": round(statistics.median(ratios(cold)), 3),
        "warmRatio": round(statistics.median(ratios(warm)), 3),
        "rounds": rounds,
        "slow": causes(pair, "slow", interpreter, extra_path),
        "fast": causes(pair, "fast", interpreter, extra_path),
    }
