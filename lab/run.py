#!/usr/bin/env python3
"""Measures one interpreter and writes lab/results/<runtime>-<version>.json. See lab/README.md."""
import argparse
import collections
import datetime
import json
import sys
from pathlib import Path

from jitlab import callables, curves, pairs, results, sweeps
from jitlab.interpreters import LAB, Interpreter, LabError, machine
from jitlab.recheck import recheck

ROUNDS = 7
QUICK_ROUNDS = 2
QUICK_WARM_RUNS = 1
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


def chosen_pairs(interpreter, only):
    return selected([pair for pair in pairs.all_pairs() if pair.runs_on(interpreter)], only)


def measure_pairs(interpreter, only, rounds, warm_runs, keep):
    """Measures pairs and hands each row to `keep`. Returns the number of pairs that failed."""
    chosen = chosen_pairs(interpreter, only)
    failed = 0
    for number, pair in enumerate(chosen, 1):
        try:
            row = pairs.measure(pair, interpreter, rounds, warm_runs)
        except pairs.Missing as reason:
            keep([], [{"id": pair.id, "reason": str(reason)}])
            say(f"[{number}/{len(chosen)}] {pair.id}: skipped, {reason}")
        except LabError as problem:
            failed += 1
            say(f"[{number}/{len(chosen)}] {problem}")
        else:
            keep([row], [])
            unseen = "" if row["visible"] in (None, True) else f", {row['cause']} not visible"
            times = f"{row['slowNs']} ns against {row['fastNs']} ns, ratio {row['ratio']}"
            say(f"[{number}/{len(chosen)}] {pair.id}: {times}{unseen}")
    return failed


def guard(interpreter, only):
    """Looks, without timing, whether the JIT still shows the causes of the pairs: one JSON object a line. Returns how many are gone."""
    chosen = [pair for pair in chosen_pairs(interpreter, only) if pair.cause(interpreter) is not None]
    if not chosen:
        raise LabError(f"no pair with a cause on {interpreter.name} has {only} in its id")
    gone = 0
    for number, pair in enumerate(chosen, 1):
        try:
            row = pairs.count(pair, interpreter)
        except pairs.Missing as reason:
            say(f"[{number}/{len(chosen)}] {pair.id}: skipped, {reason}")
            continue
        gone += not row["visible"]
        print(json.dumps({"id": pair.id, **row}), flush=True)
        say(f"[{number}/{len(chosen)}] {pair.id}: {row['cause']} {'visible' if row['visible'] else 'GONE'}")
    return gone


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
    for sweep in selected([sweep for sweep in curves.SWEEPS if sweep.runs_on(interpreter)], only):
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
    columns = f"{'slow ns':>12}{'fast ns':>10}{'ratio':>9}{'cold':>9}{'warm':>9}"
    lines = [f"{'pair':38}{columns}{'bridges':>12}  cause"]
    for row in document["pairs"]:
        bridges = "" if row["slow"]["bridges"] is None else f"{row['slow']['bridges']}/{row['fast']['bridges']}"
        cause = "" if row["cause"] is None else row["cause"] + ("" if row["visible"] else " (not visible)")
        lines.append(
            f"{row['id']:38}{row['slowNs']:>12}{row['fastNs']:>10}{row['ratio']:>9}"
            f"{row['coldRatio']:>9}{row['warmRatio']:>9}{bridges:>12}  {cause}"
        )
    verdicts = collections.Counter(row["verdict"] for row in document["callables"])
    if verdicts:
        counts = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
        lines.append(f"{len(document['callables'])} callables: {counts}")
    return "\n".join(lines)


def recheck_callables(interpreter, document, number, seed):
    """Measures some callables a second time and notes in the document how many verdicts are the same."""

    def report(position, row, again):
        same = "same" if again["verdict"] == row["verdict"] else f"DIFFERS from {row['verdict']}"
        say(f"[{position}/{number}] {row['id']}: {again['verdict']}, {same}")

    entry = {"date": datetime.date.today().isoformat(), **recheck(document["callables"], interpreter, number, seed, report)}
    document["rechecks"] = [entry]
    print(f"{entry['agreed']} of {number} verdicts are the same")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runtime", required=True, help="the interpreter to measure, for example pypy3 or python3.15")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and fewer callables, below ten minutes")
    parser.add_argument("--only", metavar="ID", help="only this row, or the rows whose ids contain this text")
    parser.add_argument("--rounds", type=int, help=f"rounds of a pair (default {ROUNDS}, quick {QUICK_ROUNDS})")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part, may be repeated")
    parser.add_argument("--guard", action="store_true", help="only look whether the causes still show, exit code 1 if not")
    parser.add_argument("--recheck", type=int, metavar="N", help="measure N random callables of the result file a second time")
    parser.add_argument("--seed", type=int, default=1, help="picks the callables of --recheck (default 1)")
    parser.add_argument("--output", type=Path, help=OUTPUT_HELP)
    arguments = parser.parse_args()
    parts = arguments.part or PARTS
    warm_runs = QUICK_WARM_RUNS if arguments.quick else pairs.WARM_RUNS
    rounds = arguments.rounds or (QUICK_ROUNDS if arguments.quick else ROUNDS)
    try:
        interpreter = Interpreter(arguments.runtime)
        if arguments.guard:
            return 1 if guard(interpreter, arguments.only) else 0
        folder = QUICK_RESULTS if arguments.quick else results.RESULTS
        output = arguments.output or folder / f"{interpreter.name}.json"
        output.parent.mkdir(parents=True, exist_ok=True)
        is_fresh = arguments.quick and arguments.output is None
        document = (None if is_fresh else results.load(output)) or {
            "runtime": interpreter.runtime,
            "version": interpreter.version,
            "machine": machine(),
            "date": "",
            "callables": [],
            "pairs": [],
            "sweeps": [],
            "skipped": [],
            "rechecks": [],
        }
        if (document["runtime"], document["version"]) != (interpreter.runtime, interpreter.version):
            raise LabError(f"{output} belongs to {document['runtime']} {document['version']}")
        if arguments.recheck:
            recheck_callables(interpreter, document, arguments.recheck, arguments.seed)
            results.save(output, document)
            return 0
        document["machine"] = machine()
        document["date"] = datetime.date.today().isoformat()
        say(f"{interpreter.runtime} {interpreter.version} on {document['machine']}")
        done = failed = 0

        def keeper(part):
            def keep(rows, skipped):
                nonlocal done
                done += len(rows) + len(skipped)
                update(document, part, rows, skipped)
                results.save(output, document)

            return keep

        if "pairs" in parts:
            failed = measure_pairs(interpreter, arguments.only, rounds, warm_runs, keeper("pairs"))
        if "callables" in parts and interpreter.is_pypy:
            measure_callables(interpreter, arguments.only, arguments.quick, keeper("callables"))
        if "sweeps" in parts and not arguments.quick:
            measure_sweeps(interpreter, arguments.only, keeper("sweeps"))
        if failed:
            raise LabError(f"{failed} pairs failed")
        if done == 0:
            raise LabError(f"nothing to measure on {interpreter.name} has {arguments.only} in its id")
        print(table(document))
    except LabError as problem:
        say(f"lab: {problem}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
