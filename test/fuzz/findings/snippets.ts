/** What the mutations write. `$f` stands for a function or class of the text, `$n` for a name in it. */

/** Expressions of many types. */
export const VALUES = [
  ...["None", "1", "1.5", "'text'", "[1, 2]", "[]", "{}", "(1, 2.0)", "True", "self", "x", "lambda: 1", "0"],
  ...["$f(1)", "$f", "$n", "[$n]", "$n or 1", "json.loads($n)", "hashlib.md5()", "(x for x in $n)", "range(5)"],
  ...["[None] * 10", "dict(a=1)", "float($n)", "$n if $n else None", "struct.Struct('<ii')", "iter([])"],
];

/** What may stand after the name of a class. */
export const BASES = [
  "",
  "()",
  "(object)",
  "($f)",
  "($f, $f)",
  "($n)",
  "(dict)",
  "(json.JSONEncoder)",
  "(metaclass=$n)",
];

export const IMPORTS = [
  ...["import json", "import hashlib", "import re", "import struct", "import math", "import datetime as dt"],
  ...["from json import loads", "from json import *", "from struct import unpack_from", "from . import json"],
  ...["from hashlib import md5 as hash", "import json as struct, struct as json", "import collections.abc"],
  ...["from __future__ import annotations", "import numpy as np", "from typing import Iterator, TYPE_CHECKING"],
];

export const DECORATORS = [
  ...["@property", "@staticmethod", "@classmethod", "@functools.cache", "@contextmanager", "@overload", "@$f", "@$n"],
  ...["@dataclass", "@dataclass(slots=True)", "@$n.setter", "@abc.abstractmethod"],
];

/** Lines that change what is known about a name, an object or a whole module. */
export const ODD_LINES = [
  ...["setattr($n, '$n', 1)", "delattr($n, '$n')", "globals()['$f'] = 1", "exec('')", "locals()", "vars($n)['x'] = 1"],
  ...[
    "$n.$f = $f",
    "$n.__class__ = $f",
    "$f = $f",
    "del $n",
    "del $n.x",
    "global $f",
    "nonlocal $n",
    "from $n import *",
  ],
  ...["$n = $n", "$n: int", "$n: list[float] = []", "$f.__call__ = None", "import $n", "$n.append(1)", "$n.clear()"],
  ...[
    "assert isinstance($n, list)",
    "break",
    "continue",
    "return",
    "raise ValueError",
    "pass",
    "sys.setrecursionlimit(1)",
  ],
  ...[
    "$f: int = 1",
    "type $n = int",
    "print >>f, x",
    "self.",
    "x =",
    "$n.x: int = 3",
    "if TYPE_CHECKING:\n    import $n",
  ],
];

/** Lines that a module may have between its definitions. */
export const MODULE_LINES = [
  ...["LIMIT = 10", "LIMIT = 100_000", "$n = 5", "$f = $f", "$f = None", "$n = $f", "__all__ = ['$f']", "N, M = 3, 4"],
  ...["ROWS = [1, 2, 3]", "SCHEMA = struct.Struct('<iid')", "def helper(x):\n    return x", "for $n in range(3): pass"],
  ...[
    "import json",
    "import hashlib, struct",
    "from json import loads as $n",
    "if True:\n    import json",
    "x: int = 1",
  ],
  ...[
    "for row in rows:\n    $f(row)",
    "while True:\n    $f()",
    "$f()",
    "try:\n    import json\nexcept ImportError:\n    json = None",
  ],
  ...[
    'if __name__ == "__main__":\n    $f()',
    "$f(1)",
    "for row in rows:\n    print(row)",
    "class Extra($f):\n    pass",
    "class Extra:\n    def $n(self):\n        return 1",
    "$n = Extra()",
    "rows = [$f(x) for x in y]",
  ],
];

export const COMMENTS = [
  ...["# jit: hot", "# jit: cold", "# jit: ignore", "# jit: ignore[]", "# jit: ignore[opaque-call-in-loop]"],
  ...[
    "# jit: ignore[none-check-chain, branch-chain]",
    "# jit: ignore[no-such-rule]",
    "# jit: ignore[",
    "# jit:hot  why",
  ],
  ...["# jit: ignore-file[generator-in-loop]", "# jit: ignore-file", "# jit: ignore[unused-ignore]", "# nothing"],
  ...["# jit: ignore[per-field-unpack, opaque-call-in-loop]  # jit: hot", "# type: ignore"],
];

/** Statements that rules speak about, or that make other lines hot. */
export const STATEMENTS = [
  "for row in rows:\n    json.loads(row)",
  "for row in rows:\n    hashlib.md5(row)\n    $f(row)",
  "while True:\n    x = $f($n)",
  "total = sum($f(x) for x in rows)",
  "rows = [json.dumps(x) for x in rows]",
  "return [$f(x) for x in $n]",
  "for a, b, c, d, e, g in rows:\n    if a is None:\n        a = 0\n    if b is None:\n        b = 0\n    if c is None:\n        c = 0\n    if d is None:\n        d = 0\n    if e is None:\n        e = 0\n    if g is None:\n        g = 0\n    total += a + b + c + d + e + g",
  "for x in $f(n):\n    total += x",
  "def pairs(n):\n    for i in range(n):\n        for j in range(n):\n            yield i, j",
  "for i, j in pairs(100):\n    total += i * j",
  "for row in rows:\n    x = struct.unpack_from('<i', row, 0)[0]\n    y = struct.unpack_from('<i', row, 4)[0]\n    z = x + y",
  "if $n is None:\n    $n = 0",
  "x = min(max($n, 0), 100)",
  "def clamp(x):\n    if x < 0:\n        x = 0\n    if x > 100:\n        x = 100\n    return x",
  "for row in rows:\n    a = clamp(row.a)\n    b = clamp(row.b)\n    c = clamp(row.c)\n    d = clamp(row.d)",
  "with open($n) as file:\n    for line in file:\n        $f(line)",
  "try:\n    $f()\nexcept ValueError:\n    json.loads($n)",
  "self.$n = $f($n)",
  "for _ in range(3):\n    for _ in range(2000):\n        self.$n()",
  'print(f"{$n} of {$f($n)!r:>{10}}")',
  "x = lambda row: json.loads(row)",
  "match $n:\n    case [a, b]:\n        $f(a)\n    case _:\n        pass",
  'text = """\nfor row in rows:\n"""',
  "async for x in $f():\n    await $n(x)",
];
