"""Runs loops and counts how often a marked calculation outgrows a machine word. Reads and prints one JSON text a line."""
import json
import sys


def main():
    for line in sys.stdin:
        program = json.loads(line)
        seen = []

        def marked(value):
            seen.append(abs(value) >= 1 << 63)
            return value

        names = {"marked": marked}
        exec(program["text"], names)
        names["run"](program["rounds"])
        changed = dict(names)
        result = None
        if program["earlier"]:
            exec(program["earlier"], changed)
            result = changed["run"](program["rounds"]) == names["run"](program["rounds"])
        print(json.dumps({"id": program["id"], "times": len(seen), "wide": sum(seen), "same": result}))


main()
