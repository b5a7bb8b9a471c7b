"""Callables: one micro-program each, classified from what PyPy's JIT left of the call in the hot loop."""
import importlib
import json
import subprocess
import tempfile
import textwrap
from pathlib import Path

from . import jitlog
from .interpreters import LAB, LabError

FOLDER = LAB / "callables"
LOG_ITERATIONS = 4000
SIGNIFICANT_SHARE = 0.02
TIMEOUT = 120
CRASH_CODES = (-6, -11, 134, 139)
WEIGHT = {"traced": 0, "pure": 1, "leaf": 2, "inner-loop": 3, "blocker": 4}

TEMPLATE = """from pools import *

{setup}

def run(n):
    for i in range(n):
{body}
        SINK[i & 7] = x
"""


class Entry:
    """A callable with one kind of arguments."""

    def __init__(self, name, body, variant="", setup="", no_remedy=False):
        self.name = name
        self.variant = variant
        self.id = f"{name} ({variant})" if variant else name
        self.setup = textwrap.dedent(setup).strip()
        self.body = textwrap.dedent(body).strip()
        self.no_remedy = no_remedy

    @property
    def program(self):
        body = self.body if self.assigns else f"x = {self.body}"
        return TEMPLATE.format(setup=self.setup, body=textwrap.indent(body, " " * 8))

    @property
    def assigns(self):
        return "x = " in self.body or "x += " in self.body or "as x:" in self.body


def all_entries():
    """Every entry of the modules in callables/, in a fixed order. Ids are unique."""
    entries = []
    for path in sorted(FOLDER.glob("[a-z]*.py")):
        entries += importlib.import_module(f"callables.{path.stem}").ENTRIES
    ids = [entry.id for entry in entries]
    repeated = sorted({id for id in ids if ids.count(id) > 1})
    if repeated:
        raise LabError(f"callables: {', '.join(repeated)} occur twice")
    return entries


def classify(log, program):
    """The verdict on a program from its log, and the calls behind it."""
    reached = log.reached_from(program, "run", LOG_ITERATIONS * SIGNIFICANT_SHARE)
    if not reached:
        return "never-compiled", []
    calls = [call for trace in reached for call in trace.calls if not call.operation.startswith("cond_call")]
    verdict = max((call.kind for call in calls), key=WEIGHT.get, default="traced")
    residual = sorted({f"{call.operation} {call.callee}" for call in calls if call.kind == verdict})
    if verdict == "inner-loop":
        residual = sorted({call.operation for call in calls if call.kind == verdict})
    return verdict, residual[:6]


def last_line(text):
    """The last line of what a failed process wrote."""
    lines = text.strip().splitlines()
    return lines[-1] if lines else "failed without a message"


def run(interpreter, program, *arguments, log=None):
    """One process of a micro-program."""
    try:
        return interpreter.run("measure_callable.py", program, *arguments, log=log, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        raise LabError(f"did not finish within {TIMEOUT} s") from None


def measure(entry, interpreter):
    """A row of the results."""
    row = {"id": entry.id, "name": entry.name, "variant": entry.variant, "example": entry.body}
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.py"
        program.write_text(entry.program, encoding="utf-8")
        log_path = Path(folder) / "jit.log"
        logged = run(interpreter, program, LOG_ITERATIONS, log=(jitlog.CATEGORIES, log_path))
        if logged.returncode in CRASH_CODES:
            row.update(verdict="crash", ns=None, residual=[])
        elif logged.returncode != 0:
            raise LabError(last_line(logged.stderr))
        else:
            timed = run(interpreter, program)
            if timed.returncode != 0:
                raise LabError(last_line(timed.stderr))
            verdict, residual = classify(jitlog.read_file(log_path), program)
            row.update(verdict=verdict, ns=json.loads(timed.stdout)["ns"], residual=residual)
    if entry.no_remedy:
        row["noRemedy"] = True
    return row
