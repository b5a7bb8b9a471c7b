"""Pairs: the slow and the fast form of the same work, each in fresh processes."""
import hashlib
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from . import causes
from .interpreters import LAB, LabError

PAIRS = LAB / "pairs"
FORMS = ("slow", "fast")
WARM_RUNS = 3


class Missing(LabError):
    """This machine lacks what a pair needs."""


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

    def cause(self, interpreter):
        """The name of the count (causes.CAUSES) that shows why the slow form is slow, or None."""
        return self.meta.get("cause", {}).get(interpreter.runtime_id)

    @property
    def source(self):
        """A short digest of both programs: a row with another one was measured before they were changed."""
        text = "".join((self.folder / f"{form}.py").read_text(encoding="utf-8") for form in FORMS)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


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
    """One fresh process that runs one form: {cold, warm, result, executors}."""
    done = interpreter.run("measure_pair.py", path, n, warm_runs, log=log, extra_path=extra_path)
    if done.returncode != 0:
        raise LabError(f"{path.parent.name}/{path.name} failed on {interpreter.name}: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)


def run_form(pair, form, interpreter, extra_path, warm_runs=WARM_RUNS, log=None):
    """One form of a pair in a fresh process."""
    path = pair.folder / f"{form}.py"
    return measure_process(interpreter, path, pair.count(interpreter), warm_runs, log, extra_path)


def counts(pair, form, interpreter, extra_path):
    """What the JIT itself reports about one form, from a run of its own."""
    if not interpreter.is_pypy:
        return causes.of_executors(run_form(pair, form, interpreter, extra_path)["executors"])
    log = causes.logged(lambda log: run_form(pair, form, interpreter, extra_path, 0, log))
    return causes.of_log(log, pair.folder / f"{form}.py", pair.count(interpreter))


def extension_of(pair, interpreter):
    """The folder with the C extension of a pair, None for a pair that has none. LabError where it cannot be built."""
    if "extension" not in pair.meta:
        return None
    folder = build_extension(pair, interpreter)
    if folder is None:
        raise Missing("needs a C compiler and the header files of this interpreter")
    return folder


def count(pair, interpreter):
    """The counts of both forms and whether the stated cause shows in them, without any timing."""
    extra_path = extension_of(pair, interpreter)
    slow, fast = (counts(pair, form, interpreter, extra_path) for form in FORMS)
    cause = pair.cause(interpreter)
    return {
        "cause": cause,
        "visible": None if cause is None else causes.visible(cause, slow, fast),
        "slow": slow,
        "fast": fast,
    }


def measure(pair, interpreter, rounds, warm_runs=WARM_RUNS):
    """A row of the results. Raises Missing where this machine cannot run the pair."""
    extra_path = extension_of(pair, interpreter)
    n = pair.count(interpreter)
    cold = {form: [] for form in FORMS}
    warm = {form: [] for form in FORMS}
    results = {}
    for number in range(rounds):
        for form in FORMS if number % 2 == 0 else reversed(FORMS):
            run = run_form(pair, form, interpreter, extra_path, warm_runs)
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
        "source": pair.source,
        **count(pair, interpreter),
    }
