"""The curves: for a growing number of something in one iteration, the slow and the fast form as program text."""
import textwrap

PYPY = ("pypy",)
ALL = ("pypy", "cpython-3.14", "cpython-3.15")

NAMES = "abcdefghijkl"
SHORT = 200_000
LONG = 4_000_000
WIDTHS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)
CLASSES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
CALLS = (10, 25, 50, 75, 90, 100, 125, 150)
FIELDS = (1, 2, 3, 4, 6, 8, 12)
VALUES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)

PROGRAM = """from rows import floats, mixed, with_missing

ROWS = {rows}


def combine({names}):
{body}
    return {total}


def run(n):
    total = 0.0
    size = len(ROWS)
    for i in range(n):
        total += combine(*ROWS[i % size])
    return total
"""


def program(rows, width, body):
    """A module that runs `body` on rows of that width."""
    names = NAMES[:width]
    return PROGRAM.format(
        rows=rows.format(width=width),
        names=", ".join(names),
        body=textwrap.indent("\n".join(body), "    "),
        total=" + ".join(names),
    )


def defaults(width):
    return [number + 0.25 for number in range(width)]


def listed(items):
    return "(" + ", ".join(map(str, items)) + ")"


def none_chain(width):
    return [f"if {name} is None:\n    {name} = {value}" for name, value in zip(NAMES, defaults(width))]


def none_fold(width):
    names = NAMES[:width]
    pairs = f"zip({listed(names)}, {listed(defaults(width))})"
    return [f"{', '.join(names)} = [d if x is None else x for x, d in {pairs}]"]


def branch_chain(width):
    return [f"if {name} < 0:\n    {name} = {value}" for name, value in zip(NAMES, defaults(width))]


def branch_fold(width):
    names = NAMES[:width]
    pairs = f"zip({listed(names)}, {listed(defaults(width))})"
    return [f"{', '.join(names)} = [k if x < 0 else x for x, k in {pairs}]"]


def chain(rows, body):
    """A form of a chain of checks: what writes the program for a number of checks."""
    return lambda width: program(rows, width, body(width))


RECEIVERS = """import random

{classes}

SOURCE = random.Random(5)
RECEIVERS = [{pick} for _ in range(4096)]


def run(n):
    total = 0
    for i in range(n):
        total += RECEIVERS[i & 4095].get(i)
    return total
"""

CLASS_OF_ITS_OWN = """
class Shape{number}:
    def __init__(self, size):
        self.size = size

    def get(self, x):
        return (x & 7) + self.size
"""


def many_classes(number):
    """One call site that meets so many classes, each with a method of its own."""
    classes = "\n".join(CLASS_OF_ITS_OWN.format(number=each) for each in range(number))
    table = ", ".join(f"Shape{each}" for each in range(number))
    pick = "KINDS[SOURCE.randrange(SIZE)](1)"
    return RECEIVERS.format(classes=f"{classes}\n\nKINDS = ({table},)\nSIZE = {number}", pick=pick)


def one_class(number):
    """The same call site and data with one class."""
    classes = CLASS_OF_ITS_OWN.format(number=0) + f"\n\nSIZE = {number}"
    return RECEIVERS.format(classes=classes, pick="(SOURCE.randrange(SIZE), Shape0(1))[1]")


def written_calls(number):
    """So many calls of a small function in one iteration."""
    calls = "\n".join(f"        t = step(t, {each})" for each in range(number))
    return f"""def step(t, k):
    return (t ^ k) + 1


def run(n):
    t = 0
    for i in range(n):
        t = (t + i) & 1023
{calls}
    return t
"""


def written_bodies(number):
    """The same with the body of the function in the place of each call."""
    bodies = "\n".join(f"        t = (t ^ {each}) + 1" for each in range(number))
    return f"""def run(n):
    t = 0
    for i in range(n):
        t = (t + i) & 1023
{bodies}
    return t
"""


RECORDS = """import struct

SIZE = {number}
RECORD = struct.Struct("<" + "d" * SIZE)
DATA = b"".join(RECORD.pack(*[r * 0.5 + field for field in range(SIZE)]) for r in range(1000))


def run(n):
    total = 0.0
    width = RECORD.size
    for i in range(n):
        at = i % 1000 * width
{body}
    return total
"""


def field_by_field(number):
    """A record of so many doubles, one call for each field."""
    fields = [f'        total += struct.unpack_from("<d", DATA, at + {8 * field})[0]' for field in range(number)]
    return RECORDS.format(number=number, body="\n".join(fields))


def record_at_once(number):
    """The same record read by one precompiled struct.Struct."""
    names = ", ".join(NAMES[:number]) + ("," if number == 1 else "")
    adds = [f"        total += {name}" for name in NAMES[:number]]
    body = [f"        {names} = RECORD.unpack_from(DATA, at)", *adds]
    return RECORDS.format(number=number, body="\n".join(body))


def untouched(width):
    return [f"{name} = {name} * 0.5" for name in NAMES[:width]]


class Sweep:
    """One curve.

    `n` is the number of iterations by runtime, `values` what `parameter` grows through; `slow` and `fast` write a program for
    one of the values.
    """

    def __init__(self, id, claim, parameter, values, n, slow, fast, runtimes=PYPY):
        self.id = id
        self.claim = claim
        self.parameter = parameter
        self.values = values
        self.n = n
        self.forms = {"slow": slow, "fast": fast}
        self.runtimes = runtimes

    def runs_on(self, interpreter):
        return interpreter.runtime_id in self.runtimes


CHECKS = "checks in one iteration"
HALF_MISSING = "with_missing(floats({width}))"
RARELY_MISSING = "with_missing(floats({width}), 0.1)"
FLOATS = "floats({width})"
RARELY_NEGATIVE = "floats({width}, -10.0, 90.0)"
MIXED = "mixed({width})"
CONVERTED = "mixed({width}, convert=float)"

SWEEPS = [
    Sweep(
        "none-checks-short",
        "None checks against the folded form, half of the values missing, 200,000 iterations from process start.",
        CHECKS,
        WIDTHS,
        {"pypy": SHORT},
        chain(HALF_MISSING, none_chain),
        chain(HALF_MISSING, none_fold),
    ),
    Sweep(
        "none-checks-long",
        "None checks against the folded form, half of the values missing, 4,000,000 iterations from process start.",
        CHECKS,
        WIDTHS,
        {"pypy": LONG},
        chain(HALF_MISSING, none_chain),
        chain(HALF_MISSING, none_fold),
    ),
    Sweep(
        "none-checks-rare",
        "None checks against the folded form, a tenth of the values missing, 200,000 iterations from process start.",
        CHECKS,
        WIDTHS,
        {"pypy": SHORT},
        chain(RARELY_MISSING, none_chain),
        chain(RARELY_MISSING, none_fold),
    ),
    Sweep(
        "branches-short",
        "Branches on floats against the folded form, 200,000 iterations from process start.",
        CHECKS,
        WIDTHS[:-1],
        {"pypy": SHORT},
        chain(FLOATS, branch_chain),
        chain(FLOATS, branch_fold),
    ),
    Sweep(
        "branches-long",
        "Branches on floats against the folded form, 4,000,000 iterations from process start.",
        CHECKS,
        WIDTHS[:-1],
        {"pypy": LONG},
        chain(FLOATS, branch_chain),
        chain(FLOATS, branch_fold),
    ),
    Sweep(
        "branches-rare",
        "Branches on floats against the folded form, each taken in a tenth of the iterations, 200,000 of them from process start.",
        CHECKS,
        WIDTHS[:-1],
        {"pypy": SHORT},
        chain(RARELY_NEGATIVE, branch_chain),
        chain(RARELY_NEGATIVE, branch_fold),
    ),
    Sweep(
        "receiver-classes-short",
        "One call site that meets several classes against one class, 200,000 iterations from process start.",
        "classes at the call site",
        CLASSES,
        {"pypy": SHORT, "cpython": SHORT},
        many_classes,
        one_class,
        ALL,
    ),
    Sweep(
        "receiver-classes-long",
        "One call site that meets several classes against one class, 4,000,000 iterations from process start.",
        "classes at the call site",
        CLASSES,
        {"pypy": LONG, "cpython": LONG},
        many_classes,
        one_class,
        ALL,
    ),
    Sweep(
        "calls-short",
        "Calls of a small function in one iteration against its body written in place, 10,000 iterations from process start.",
        "calls in one iteration",
        CALLS,
        {"pypy": 10_000},
        written_calls,
        written_bodies,
    ),
    Sweep(
        "calls-long",
        "Calls of a small function in one iteration against its body written in place, 100,000 iterations from process start.",
        "calls in one iteration",
        CALLS,
        {"pypy": 100_000},
        written_calls,
        written_bodies,
    ),
    Sweep(
        "record-width-short",
        "A record of doubles read field by field against one struct.Struct, 50,000 records from process start.",
        "fields of the record",
        FIELDS,
        {"pypy": 50_000, "cpython": 50_000},
        field_by_field,
        record_at_once,
        ALL,
    ),
    Sweep(
        "record-width-long",
        "A record of doubles read field by field against one struct.Struct, 500,000 records from process start.",
        "fields of the record",
        FIELDS,
        {"pypy": 500_000, "cpython": 500_000},
        field_by_field,
        record_at_once,
        ALL,
    ),
    Sweep(
        "mixed-values-short",
        "Values that are int or float against the same values as float, 200,000 iterations from process start.",
        "values of mixed number type in one iteration",
        VALUES,
        {"pypy": SHORT},
        chain(MIXED, untouched),
        chain(CONVERTED, untouched),
    ),
    Sweep(
        "mixed-values-long",
        "Values that are int or float against the same values as float, 4,000,000 iterations from process start.",
        "values of mixed number type in one iteration",
        VALUES,
        {"pypy": LONG},
        chain(MIXED, untouched),
        chain(CONVERTED, untouched),
    ),
]
