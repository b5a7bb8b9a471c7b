"""Runs the two texts of each fix on the same inputs and compares what they do.

Reads a JSON array of pairs from stdin and prints a JSON array of results. A pair has
  id, before, after   the two texts, each a module
  calls               expressions that are evaluated in the module, or
  run, shape, feed    a function, how it is called, and the kinds of values that it gets:
                      shape `args`: as many positional arguments as it has parameters,
                      `rows:K`: one list of tuples of K values,
                      `list`: one list of values
  compare             `repr` (default) or `value`: equal by ==, so that 1 and 1.0 are the same
Two runs agree when both return equal results or both raise the same type of exception, when their arguments look the same
afterwards, and when the operations on `spy` values came in the same order.
"""
import copy
import json
import random
import sys
import types

SEED = 2025
SAMPLES = 400

POOLS = {
    "none": [None],
    "int": [-100, -3, -1, 0, 1, 2, 7, 100],
    "int63": [2**62, -(2**62), 2**63 - 1, -(2**63)],
    "huge": [2**70, -(2**70), (1 << 70) | 128, -(2**63) - 1],
    "bool": [True, False],
    "float": [-1e100, -2.5, -1e-300, 0.0, 1e-300, 0.1, 3.0, 1e100],
    "negzero": [-0.0],
    "big": [1.7e308, -1.7e308],
    "inf": [float("inf"), float("-inf")],
    "nan": [float("nan")],
    "str": ["", "a", "10"],
    "list": [[], [1]],
}

LOG = []


class Spy:
    """A value that records what is done with it."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "spy-" + self.name

    def __deepcopy__(self, memo):
        return self

    def __hash__(self):
        return 1


def _recorder(method, answer):
    def record(self, *others):
        LOG.append((method, self.name, [repr(other) for other in others]))
        return self if answer is None else answer

    return record


for _method in "add radd sub rsub mul rmul truediv rtruediv and rand or ror xor rshift lshift neg abs invert".split():
    setattr(Spy, "__%s__" % _method, _recorder(_method, None))
for _method in "lt gt bool".split():
    setattr(Spy, "__%s__" % _method, _recorder(_method, True))
for _method in "le ge eq ne".split():
    setattr(Spy, "__%s__" % _method, _recorder(_method, False))
setattr(Spy, "__float__", _recorder("float", 1.5))

POOLS["spy"] = [Spy("a"), Spy("b")]


def load(name, text):
    module = types.ModuleType(name)
    exec(compile(text, name, "exec"), module.__dict__)
    return module.__dict__


def values(rng, pools, count):
    return [rng.choice(POOLS[rng.choice(pools)]) for _ in range(count)]


def inputs(pair, function):
    """Argument lists: seeded, the same for both texts."""
    rng = random.Random(SEED)
    pools = pair["feed"]
    shape = pair["shape"]
    for _ in range(SAMPLES):
        if shape == "args":
            yield values(rng, pools, function.__code__.co_argcount)
        elif shape == "list":
            yield [values(rng, pools, rng.randrange(6))]
        else:
            width = int(shape.split(":")[1])
            yield [[tuple(values(rng, pools, width)) for _ in range(rng.randrange(4))]]


def outcome(action, arguments):
    del LOG[:]
    try:
        result = action(*arguments)
        if isinstance(result, types.GeneratorType):
            result = list(result)
        kind = "returns"
    except Exception as error:
        result = type(error).__name__
        kind = "raises"
    return kind, result, repr(arguments), list(LOG)


def same_value(a, b):
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(same_value(x, y) for x, y in zip(a, b))
    return repr(a) == repr(b) or a == b


def agree(a, b, compare):
    if a[0] != b[0] or a[2:] != b[2:]:
        return False
    return same_value(a[1], b[1]) if compare == "value" else repr(a[1]) == repr(b[1])


def actions(pair, space):
    if pair.get("calls"):
        return [(call, lambda code=compile(call, "call", "eval"): eval(code, space)) for call in pair["calls"]]
    return [(pair["run"], space[pair["run"]])]


def run(pair):
    result = {"id": pair["id"], "cases": 0, "returned": 0, "differences": []}
    before = actions(pair, load("before", pair["before"]))
    after = actions(pair, load("after", pair["after"]))
    for (name, old), (_, new) in zip(before, after):
        for arguments in [[]] if pair.get("calls") else inputs(pair, old):
            old_outcome = outcome(old, copy.deepcopy(arguments))
            new_outcome = outcome(new, copy.deepcopy(arguments))
            result["cases"] += 1
            result["returned"] += old_outcome[0] == "returns"
            if not agree(old_outcome, new_outcome, pair["compare"]):
                result["differences"].append("%s %r: %r, then %r" % (name, arguments, old_outcome, new_outcome))
    del result["differences"][3:]
    return result


def main():
    results = []
    for pair in json.load(sys.stdin):
        try:
            results.append(run(pair))
        except Exception as error:
            results.append({"id": pair["id"], "cases": 0, "returned": 0, "differences": ["broken: %r" % error]})
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
