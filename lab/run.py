#!/usr/bin/env python3
"""Measures one interpreter and writes lab/results/<runtime>-<version>.json. See lab/README.md."""
import argparse
import collections
import datetime
import sys
from pathlib import Path

from jitlab import callables, pairs, results, sweeps
from jitlab.interpreters import LAB, Interpreter, LabError, machine

ROUNDS = 7
QUICK_ROUNDS = 3
QUICK_STEP = 8
SAVE_EVERY = 25
SWEEP_ROUNDS = 3
QUICK_RESULTS = LAB.parent / ".cache" / "lab"
PARTS = ("pairs", "callables", "sweeps")
OUTPUT_HELP = "the result file, whose other rows stay (default lab/results/, with --quick .cache/lab/)"


def say(text):
    print(text, file=sys.stderr, flush=True)


def selected(items, only):
    """The item with that id, else those with the text in their ids, else all."""
    if only is None:
        return items
    return [item for item in items if item.id == only] or [item for item in items if only in item.id]


def measure_pairs(interpreter, only, rounds, keep):
    """Measures pairs and hands each row to `keep`."""
    chosen = selected([pair for pair in pairs.all_pairs() if pair.runs_on(interpreter)], only)
    for number, pair in enumerate(chosen, 1):
        row = pairs.measure(pair, interpreter, rounds)
        if isinstance(row, str):
            keep([], [{"id": pair.id, "reason": row}])
            say(f"[{number}/{len(chosen)}] {pair.id}: skipped, {row}")
            continue
        keep([row], [])
        say(f"[{number}/{len(chosen)}] {pair.id}: {row['slowNs']} ns against {row['fastNs']} ns, ratio {row['ratio']}")


def measure_callables(interpreter, only, quick, keep):
    """Measures callables and hands the rows to `keep` from time to time."""
    entries = selected(callables.all_entries(), only)
    if quick and only is None:
        entries = entries[::QUICK_STEP]
    rows, skipped = [], []
    for number, entry in enumerate(entries, 1):
        try:
            row = callables.measure(entry, interpreter)
        except LabError as problem:
            skipped.append({"id": entry.id, "reason": str(problem)})
            say(f"[{number}/{len(entries)}] {entry.id}: skipped, {problem}")
        else:
            rows.append(row)
            say(f"[{number}/{len(entries)}] {row['id']}: {row['verdict']}, {row['ns']} ns")
        if number % SAVE_EVERY == 0 or number == len(entries):
            keep(rows, skipped)
            rows, skipped = [], []


def measure_sweeps(interpreter, only, keep):
    """Measures sweeps and hands each row to `keep`."""
    for sweep in selected(sweeps.SWEEPS, only):
        say(sweep.id)

        def report(point):
            say(f"  {point['value']}: {point['slowNs']} ns against {point['fastNs']} ns, ratio {point['ratio']}")

        keep([sweeps.measure(sweep, interpreter, SWEEP_ROUNDS, report)], [])


def update(document, part, rows, skipped):
    """Puts new rows in the place of old ones with the same id."""
    gone = {entry["id"] for entry in skipped}
    document[part] = results.merge([row for row in document[part] if row["id"] not in gone], rows)
    measured = {row["id"] for row in rows}
    kept = [entry for entry in document["skipped"] if entry["id"] not in measured]
    document["skipped"] = results.merge(kept, skipped)


def table(document):
    """The pairs and the sums of the callables as text."""
    lines = [f"{'pair':28}{'slow ns':>10}{'fast ns':>10}{'ratio':>8}{'cold':>8}{'warm':>8}{'bridges':>12}"]
    for row in document["pairs"]:
        bridges = "" if row["slow"]["bridges"] is None else f"{row['slow']['bridges']}/{row['fast']['bridges']}"
        lines.append(
            f"{row['id']:28}{row['slowNs']:>10}{row['fastNs']:>10}{row['ratio']:>8}"
            f"{row['coldRatio']:>8}{row['warmRatio']:>8}{bridges:>12}"
        )
    verdicts = collections.Counter(row["verdict"] for row in document["callables"])
    if verdicts:
        counts = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
        lines.append(f"{len(document['callables'])} callables: {counts}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runtime", required=True, help="the interpreter to measure, for example pypy3 or python3.15")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and fewer callables, below ten minutes")
    parser.add_argument("--only", metavar="ID", help="only this row, or the rows whose ids contain this text")
    parser.add_argument("--rounds", type=int, help=f"rounds of a pair (default {ROUNDS}, quick {QUICK_ROUNDS})")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part, may be repeated")
    parser.add_argument("--output", type=Path, help=OUTPUT_HELP)
    arguments = parser.parse_args()
    parts = arguments.part or PARTS
    rounds = arguments.rounds or (QUICK_ROUNDS if arguments.quick else ROUNDS)
    try:
        interpreter = Interpreter(arguments.runtime)
        folder = QUICK_RESULTS if arguments.quick else results.RESULTS
        output = arguments.output or folder / f"{interpreter.name}.json"
        output.parent.mkdir(parents=True, exist_ok=True)
        document = results.load(output) or {
            "runtime": interpreter.runtime,
            "version": interpreter.version,
            "machine": machine(),
            "date": "",
            "callables": [],
            "pairs": [],
            "sweeps": [],
            "skipped": [],
        }
        if (document["runtime"], document["version"]) != (interpreter.runtime, interpreter.version):
            raise LabError(f"{output} belongs to {document['runtime']} {document['version']}")
        document["machine"] = machine()
        document["date"] = datetime.date.today().isoformat()
        say(f"{interpreter.runtime} {interpreter.version} on {document['machine']}")
        done = 0

        def keeper(part):
            def keep(rows, skipped):
                nonlocal done
                done += len(rows) + len(skipped)
                update(document, part, rows, skipped)
                results.save(output, document)

            return keep

        if "pairs" in parts:
            measure_pairs(interpreter, arguments.only, rounds, keeper("pairs"))
        if "callables" in parts and interpreter.is_pypy:
            measure_callables(interpreter, arguments.only, arguments.quick, keeper("callables"))
        if "sweeps" in parts and interpreter.is_pypy and not arguments.quick:
            measure_sweeps(interpreter, arguments.only, keeper("sweeps"))
        if done == 0:
            raise LabError(f"nothing to measure on {interpreter.name} has {arguments.only} in its id")
        print(table(document))
    except LabError as problem:
        say(f"lab: {problem}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
