"""A second, independent look at some of the callables of a result file: is the verdict the same?"""
import random

from . import callables
from .interpreters import LabError


def recheck(rows, interpreter, number, seed, report):
    """Measures `number` of the rows again, picked by `seed`. The document's entry: who agreed, who did not."""
    entries = {entry.id: entry for entry in callables.all_entries()}
    known = sorted((row for row in rows if row["id"] in entries), key=lambda row: row["id"])
    if len(known) < number:
        raise LabError(f"only {len(known)} callables were measured on {interpreter.name}")
    differing = []
    for position, row in enumerate(random.Random(seed).sample(known, number), 1):
        again = callables.measure(entries[row["id"]], interpreter)
        if again["verdict"] != row["verdict"]:
            differing.append({"id": row["id"], "first": row["verdict"], "second": again["verdict"]})
        report(position, row, again)
    return {"seed": seed, "callables": number, "agreed": number - len(differing), "differing": differing}
