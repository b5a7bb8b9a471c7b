"""Runs programs and their rewritten forms on the same inputs and says where they differ.

Reads a JSON array from stdin and prints one from stdout. A program has
  id, before     a name and the text of a module with a function `entry`
  pools          for each argument of `entry`, the names of the pools that its values come from
  seed, cases    the inputs are drawn from the pools: the same for every text
  after          its rewritten forms, each with
    text         the module after the fix
    requires     what the fix says must hold: pairs of a predicate's name and an expression over `args` that lists values
    compare      `repr`, or `value`: 1 and 1.0 are the same, and so are 0.0 and -0.0
Two runs agree when they return equal results or raise exceptions of one type, leave equal arguments and module variables behind, and
did the same things in the same order. The module can use
  note(tag, value)   logs the tag and returns the value
  violates(what)     says that a precondition of this kind is broken in this run
  state(*readers)    what each function without parameters returns, or that its name has no value
  Held(values)       values whose end is logged, where it is certain when it comes: freeing_is_certain says so
  drain(iterable)    a list of the items; run(coroutine) the result of a coroutine that waits for nothing
"""
import collections
import json
import math
import random
import signal
import struct
import sys
import types


class Number(int):
    """An int of another type, whose operators give plain ints."""

    def __repr__(self):
        return "Number(%d)" % self


# A run of `entry` takes far less.
SECONDS = 5

# CPython frees what nothing refers to any more at once.
FREEING_IS_CERTAIN = sys.implementation.name == "cpython"

LOG = []
VIOLATED = set()


class Spy:
    """A value that logs what is done with it; its comparisons answer by its weight."""

    def __init__(self, name, weight):
        self.name = name
        self.weight = weight

    def __repr__(self):
        return "spy-" + self.name

    def __eq__(self, other):
        LOG.append(("eq", self.name, repr(other)))
        return self is other

    __hash__ = None

    def __bool__(self):
        LOG.append(("bool", self.name))
        return self.weight > 0

    def __float__(self):
        LOG.append(("float", self.name))
        return float(self.weight)


def _logged(method, answer):
    def operator(self, *others):
        LOG.append((method, self.name, [repr(other) for other in others]))
        return answer(self)

    return operator


for _method in "add radd sub rsub mul rmul and rand or ror rshift lshift rrshift neg abs invert".split():
    setattr(Spy, "__%s__" % _method, _logged(_method, lambda self: self))
for _method, _sign in (("lt", -1), ("le", -1), ("gt", 1), ("ge", 1)):
    setattr(Spy, "__%s__" % _method, _logged(_method, lambda self, _sign=_sign: self.weight * _sign > 0))


class Angry:
    """A value that cannot be compared or added."""

    def __repr__(self):
        return "angry"

    def _refuse(self, other):
        LOG.append("angry")
        raise LookupError("angry")

    __lt__ = __le__ = __gt__ = __ge__ = __add__ = __radd__ = __mul__ = __rmul__ = __rshift__ = _refuse


POOLS = {
    "none": [lambda: None],
    "int": [lambda n=n: n for n in (-100, -3, -1, 0, 1, 2, 7, 100)],
    "count": [lambda n=n: n for n in (0, 1, 2, 3, 4)],
    "wide": [lambda n=n: n for n in (2**53, -(2**53), 2**53 + 1, 2**62, -(2**62), 2**63 - 1, -(2**63))],
    "huge": [lambda n=n: n for n in (2**70, -(2**70), (1 << 70) | 128, -(2**63) - 1, 10**400, -(10**400))],
    "bool": [lambda: True, lambda: False],
    "number": [lambda: Number(-3), lambda: Number(5)],
    "float": [lambda n=n: n for n in (-1e100, -2.5, -1e-300, -5e-324, 0.0, 5e-324, 0.1, 3.0, 1e100)],
    "zero": [lambda: -0.0],
    "large": [lambda: 1.7e308, lambda: -1.7e308, lambda: 9e307],
    "inf": [lambda: float("inf"), lambda: float("-inf")],
    "nan": [lambda: float("nan")],
    "str": [lambda: "", lambda: "a", lambda: "10", lambda: "é"],
    "spy": [lambda: Spy("a", 1), lambda: Spy("b", -1), lambda: Angry()],
    "ints": [lambda: [], lambda: [3], lambda: [1, 0, 2], lambda: [5, -1, 5, 2]],
    "rows": [lambda: [], lambda: [[]], lambda: [[1, 2], [], [3]], lambda: [[4], [5, 6, 7]]],
    "pairs": [lambda: [], lambda: [(1, 2)], lambda: [(3, 4), (5, 6), (0, 1)]],
    "matrix": [lambda: [(1, "a"), (2, "b")], lambda: [(None, None)], lambda: {"k": 1}],
    "offset": [lambda n=n: n for n in (0, 0, 0, 1, 3, 8, 16, -8, -16, 40)],
    "bytes": [lambda n=n: bytes(range(n, n + 120)) for n in (0, 100)]
    + [lambda: b"", lambda: b"\xff" * 64, lambda: bytes(20), lambda: bytearray(range(90)), lambda: memoryview(bytes(96))],
    "bytearray": [lambda: bytearray(range(100)), lambda: bytearray(64), lambda: bytearray(7)],
}


def _each(predicate):
    return lambda values: all(predicate(value) for value in values)


def _are_finite(values):
    if not all(type(value) is int or (type(value) is float and math.isfinite(value)) for value in values):
        return False
    ints = [value for value in values if type(value) is int]
    return len(ints) == len(values) or all(abs(value) <= 2**53 for value in ints)


PREDICATES = {
    "any": lambda values: True,
    "true": all,
    "int": _each(lambda value: isinstance(value, int)),
    "int63": _each(lambda value: type(value) is int and -(2**63) <= value < 2**63),
    "modest-float": _each(lambda value: type(value) is float and abs(value) < 8.9e307),
    "none-or-exact-number": _each(
        lambda value: value is None or type(value) is float or (type(value) is int and abs(value) <= 2**53)
    ),
    "number": _each(lambda value: isinstance(value, (int, float))),
    "finite-numbers": _are_finite,
}


def canonical(value, mode, seen):
    """A value as plain data. Lists, dicts and sets that stand in two places are marked, so that sharing shows."""
    kind = type(value)
    if value is None or kind in (str, bytes, bytearray, range, Number) or isinstance(value, (Spy, Angry)):
        return [kind.__name__, repr(value)]
    if kind in (int, bool, float) and mode == "value":
        whole = kind is not float or (math.isfinite(value) and value == int(value))
        return ["number", repr(int(value) if whole else value)]
    if kind in (int, bool, float, complex):
        return [kind.__name__, repr(value)]
    if kind in (list, dict, set):
        if id(value) in seen:
            return ["again", seen.index(id(value))]
        seen.append(id(value))
    if kind in (list, tuple):
        return [kind.__name__] + [canonical(item, mode, seen) for item in value]
    if kind in (set, frozenset):
        return [kind.__name__] + sorted(json.dumps(canonical(item, mode, seen)) for item in value)
    if kind is dict:
        return ["dict"] + [[canonical(key, mode, seen), canonical(item, mode, seen)] for key, item in value.items()]
    if kind is memoryview:
        return ["memoryview", repr(bytes(value))]
    return ["object", kind.__name__]


def note(tag, value=None):
    LOG.append((tag, value if isinstance(value, (int, float, str)) else repr(type(value))))
    return value


def state(*readers):
    found = []
    for reader in readers:
        try:
            found.append(reader())
        except NameError:
            found.append("no value")
    return found


class Held:
    """A list that says when it is freed, which PyPy does at a time of its own."""

    def __init__(self, values):
        self.values = values

    def __repr__(self):
        return "held"

    def __iter__(self):
        return iter(self.values)

    def __del__(self):
        if FREEING_IS_CERTAIN:
            VIOLATED.add("lifetime")
            LOG.append("freed")


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise AssertionError("the coroutine waits")


TOOLS = {"note": note, "state": state, "run": run, "drain": list, "violates": VIOLATED.add}
TOOLS.update({"Held": Held, "freeing_is_certain": FREEING_IS_CERTAIN})


def load(code):
    module = types.ModuleType("program")
    module.__dict__.update(TOOLS)
    exec(code, module.__dict__)
    return module.__dict__


def variables(space, names):
    return {
        name: space.get(name, "gone")
        for name in names
        if not name.startswith("__") and not callable(space.get(name)) and not isinstance(space.get(name), types.ModuleType)
    }


class Endless(BaseException):
    """A program that does not end."""


ENDLESS = ["does not end"]


def _stop(*_):
    raise Endless


def outcome(space, names, arguments, mode):
    """What a run of `entry` gives, does and leaves behind, as plain data."""
    del LOG[:]
    VIOLATED.clear()
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        result = ("returns", space["entry"](*arguments))
    except Exception as error:
        result = ("raises", type(error).__name__)
    except Endless:
        return ENDLESS, False
    signal.setitimer(signal.ITIMER_REAL, 0)
    seen = []
    parts = (result, list(LOG), arguments, variables(space, names))
    return [canonical(part, mode, seen) for part in parts], result[0] == "returns"


def chosen(rng, pool):
    """A function that makes a value of the pool, the same each time."""
    if pool.startswith("list of "):
        inner = pool[len("list of ") :].split()
        items = [chosen(rng, rng.choice(inner)) for _ in range(rng.randrange(30))]
        return lambda: [item() for item in items]
    return rng.choice(POOLS[pool])


def inputs(program):
    """For each input, functions that make the arguments."""
    rng = random.Random(program["seed"])
    return [[chosen(rng, rng.choice(pools)) for pools in program["pools"]] for _ in range(program["cases"])]


def holds(requirements, arguments):
    for predicate, expression in requirements:
        if predicate.startswith("without "):
            if predicate[len("without ") :] in VIOLATED:
                return False
            continue
        try:
            values = eval(expression, {"args": arguments, "struct": struct})
        except NameError:
            # It speaks about something that does not exist.
            return False
        except Exception:
            # What it speaks about is never made: both forms end before that.
            continue
        if not PREDICATES[predicate](values):
            return False
    return True


def compare(program, form):
    """The number of inputs that count, of those that returned a result, and the first differences."""
    answer = {"id": program["id"], "form": form["name"], "cases": 0, "returned": 0, "differences": []}
    mode = form["compare"]
    old_code = program["code"]
    before = load(old_code)
    names = set(before)
    try:
        new_code = compile(form["text"], "after", "exec")
        after = load(new_code)
    except Exception as error:
        answer["differences"].append("the rewritten text does not load: %s: %s" % (type(error).__name__, error))
        return answer
    extra = {
        name
        for name in set(after) - names
        if not isinstance(after[name], struct.Struct) and after[name] is not collections.deque
    }
    if extra:
        answer["differences"].append("new names in the module: %s" % ", ".join(sorted(extra)))
    requirements = [(predicate, compile(text, text, "eval")) for predicate, text in form["requires"]]
    for makers in program["inputs"]:
        # Each input twice: what a call leaves behind must be the same too.
        for _ in range(2):
            old, returned = outcome(before, names, [make() for make in makers], mode)
            allowed = holds(requirements, [make() for make in makers])
            new, _returned = outcome(after, names, [make() for make in makers], mode)
            if ENDLESS in (old, new):
                answer["differences"].append("entry(%s) does not end" % ", ".join(repr(make()) for make in makers))
                return answer
            if allowed and old == new:
                answer["cases"] += 1
                answer["returned"] += returned
                continue
            if allowed:
                shown = ", ".join(repr(make()) for make in makers)
                answer["differences"].append("entry(%s)\n  before: %s\n  after:  %s" % (shown, old, new))
                return answer
            # The two may have parted here: start again.
            before, after = load(old_code), load(new_code)
    return answer


def main():
    signal.signal(signal.SIGALRM, _stop)
    answers = []
    for program in json.load(sys.stdin):
        try:
            program["code"] = compile(program["before"], "before", "exec")
            load(program["code"])
        except Exception as error:
            broken = "the original does not load: %s: %s" % (type(error).__name__, error)
            answers.append({"id": program["id"], "form": "", "cases": 0, "returned": 0, "differences": [broken]})
            continue
        program["inputs"] = inputs(program)
        answers.extend(compare(program, form) for form in program["after"])
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
