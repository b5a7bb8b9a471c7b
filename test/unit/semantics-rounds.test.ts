import { describe } from "node:test";
import { answers, roundsOf, roundsOfFirst } from "./semanticsSupport.js";

describe("a loop whose rounds the source says", () => {
  answers(roundsOf, [
    ["a range", "for i in range(10): f(i)", 10],
    ["a range with underscores", "for i in range(1_000): f(i)", 1000],
    ["a range from a start", "for i in range(2, 10): f(i)", 8],
    ["a range with a step", "for i in range(0, 10, 3): f(i)", 4],
    ["a range downwards", "for i in range(10, 0, -1): f(i)", 10],
    ["an empty range", "for i in range(5, 2): f(i)", 0],
    ["a range of a power", "for i in range(10 ** 6): f(i)", 1_000_000],
    ["a range of shifted bits", "for i in range(1 << 10): f(i)", 1024],
    ["a range of a sum", "for i in range(2 * 3 + 1): f(i)", 7],
    ["a range of a constant", "N = 5\nfor i in range(N): f(i)", 5],
    ["a range of a constant made of another", "N = 5\nM = N * 2\nfor i in range(M): f(i)", 10],
    ["a range of a length", "for i in range(len((1, 2, 3))): f(i)", 3],
    ["a range with an upper bound", "for i in range(min(n, 10)): f(i)", 10],
    ["a tuple", "for x in (1, 2, 3): f(x)", 3],
    ["a tuple without parentheses", "for x in 1, 2, 3: f(x)", 3],
    ["a list", "for x in [1, 2]: f(x)", 2],
    ["a set", "for x in {1, 2}: f(x)", 2],
    ["a dict", "for x in {1: 2}: f(x)", 1],
    ["a string", "for c in 'abc': f(c)", 3],
    ["a constant tuple", "XS = (1, 2, 3)\nfor x in XS: f(x)", 3],
    ["a constant list that is only read", "XS = [1, 2, 3]\nfor x in XS: f(x)", 3],
    ["the items of a dict", "D = {1: 2, 3: 4}\nfor k, v in D.items(): f(k, v)", 2],
    ["enumerated", "for i, x in enumerate((1, 2), 1): f(x)", 2],
    ["backwards", "for x in reversed([1, 2]): f(x)", 2],
    ["sorted", "for x in sorted([1, 2], key=g): f(x)", 2],
    ["copied", "for x in list((1, 2)): f(x)", 2],
    ["zipped with anything", "for x, y in zip((1, 2), ys): f(x)", 2],
    ["zipped with something longer", "for x, y in zip((1, 2), range(9)): f(x)", 2],
    ["mapped", "for x in map(g, (1, 2)): f(x)", 2],
    ["filtered", "for x in filter(g, (1, 2)): f(x)", 2],
    ["put together", "for x in (1, 2) + (3,): f(x)", 3],
    ["put together many times", "for x in [0] * 50: f(x)", 50],
    ["chained", "import itertools\nfor x in itertools.chain((1, 2), 'ab'): f(x)", 4],
    ["a product", "import itertools\nfor x, y in itertools.product((1, 2), 'abc'): f(x)", 6],
    ["a product with itself", "from itertools import product\nfor bits in product((0, 1), repeat=3): f(bits)", 8],
    ["grouped", "from itertools import groupby\nfor k, g in groupby((1, 1, 2)): f(k)", 3],
    ["repeated", "import itertools\nfor x in itertools.repeat(y, 3): f(x)", 3],
    ["the first of many", "from itertools import islice\nfor x in islice(xs, 5): f(x)", 5],
    ["a slice", "for x in xs[:5]: f(x)", 5],
    ["a slice from a start", "for x in xs[2:5]: f(x)", 3],
    ["a slice of something short", "for x in (1, 2)[1:]: f(x)", 2],
    ["a comprehension over something short", "for x in [g(y) for y in (1, 2) if y]: f(x)", 2],
    ["the clause of a comprehension", "[f(x) for x in range(7)]", 7],
    ["star arguments", "def f(*args):\n    for x in args: g(x)", 8],
    ["keyword arguments", "def f(**args):\n    for x in args.items(): g(x)", 8],
    ["the command line", "import sys\nfor x in sys.argv[1:]: f(x)", 8],
    ["base classes", "for x in cls.__mro__: f(x)", 8],
    ["attempts", "for attempt in range(max_retries): f()", 8],
    ["attempts that are counted", "while retries > 0: f()", 8],
    ["a condition that never holds", "while False: f()", 0],
    ["a condition that is zero", "while 0: f()", 0],
  ]);
});

describe("a loop without an end of its own", () => {
  answers(roundsOf, [
    ["while True", "while True: f()", "endless"],
    ["while 1", "while 1: f()", "endless"],
    ["in parentheses", "while (True): f()", "endless"],
    ["counting", "import itertools\nfor i in itertools.count(): f(i)", "endless"],
    ["going round", "from itertools import cycle\nfor x in cycle('ab'): f(x)", "endless"],
    ["repeating", "import itertools\nfor x in itertools.repeat(1): f(x)", "endless"],
    ["that may break somewhere", "while True:\n    if f(): break\n    g()", "endless"],
  ]);
});

describe("a loop of unknown length", () => {
  answers(roundsOf, [
    ["over a name", "for x in xs: f(x)", "unknown"],
    ["over a parameter", "def f(xs):\n    for x in xs: g(x)", "unknown"],
    ["over a parameter with a short default", "def f(xs=(1, 2)):\n    for x in xs: g(x)", "unknown"],
    ["over a call", "for x in g(): f(x)", "unknown"],
    ["over a range of a name", "for i in range(n): f(i)", "unknown"],
    [
      "over a range of a constant that is rebound",
      "N = 5\ndef g():\n    global N\n    N = x\nfor i in range(N): f(i)",
      "unknown",
    ],
    ["over a range of a name with two values", "N = 5\nN = x\nfor i in range(N): f(i)", "unknown"],
    ["over a range of a length", "for i in range(len(xs)): f(i)", "unknown"],
    ["over a range with an unknown start", "for i in range(a, 10): f(i)", "unknown"],
    ["over a range with an unknown step", "for i in range(0, 10, n): f(i)", "unknown"],
    ["over a range down to a bound", "for i in range(10, min(n, 5), -1): f(i)", "unknown"],
    ["over a range of another kind", "def range(n): return x\nfor i in range(10): f(i)", "unknown"],
    ["over inverted bits", "for i in range(~x): f(i)", "unknown"],
    ["over a list with a star", "for x in [1, *xs]: f(x)", "unknown"],
    ["over a dict with stars", "for x in {1: 2, **xs}: f(x)", "unknown"],
    ["over an f-string", "for c in f'{x}': f(c)", "unknown"],
    ["over a list that grows", "XS = [1]\nXS.append(2)\nfor x in XS: f(x)", "unknown"],
    ["over a list that grows in a function", "XS = [1]\ndef g(x):\n    XS.extend(x)\nfor x in XS: f(x)", "unknown"],
    ["over a list that grows by +=", "XS = [1]\nXS += y\nfor x in XS: f(x)", "unknown"],
    ["over a dict that grows", "D = {1: 2}\nD[k] = v\nfor x in D: f(x)", "unknown"],
    ["over a set that grows", "S = {1}\nS.update(y)\nfor x in S: f(x)", "unknown"],
    ["over an empty list, which will not stay so", "XS = []\nfor x in XS: f(x)", "unknown"],
    ["over a list that is bound twice", "XS = [1]\nXS = y\nfor x in XS: f(x)", "unknown"],
    ["over a slice without an end", "for x in xs[2:]: f(x)", "unknown"],
    ["over a slice with a negative end", "for x in xs[:-1]: f(x)", "unknown"],
    ["zipped from two unknown", "for x, y in zip(xs, ys): f(x)", "unknown"],
    ["chained with something unknown", "import itertools\nfor x in itertools.chain((1,), xs): f(x)", "unknown"],
    ["a product with something unknown", "import itertools\nfor x in itertools.product((1,), xs): f(x)", "unknown"],
    [
      "a product as often as anything",
      "import itertools\nfor x in itertools.product((0, 1), repeat=n): f(x)",
      "unknown",
    ],
    ["an unknown number of groups", "import itertools\nfor k, g in itertools.groupby(xs): f(k)", "unknown"],
    ["a sum with something unknown", "for x in (1, 2) + xs: f(x)", "unknown"],
    ["many times something unknown", "for x in [0] * n: f(x)", "unknown"],
    ["enumerated", "for i, x in enumerate(xs): f(x)", "unknown"],
    ["called until a value comes", "for x in iter(g, None): f(x)", "unknown"],
    ["over lines", "for line in open(x): f(line)", "unknown"],
    [
      "a comprehension over something short and something unknown",
      "for x in [y for y in (1, 2) for z in zs]: f(x)",
      "unknown",
    ],
    ["asynchronous", "async def f():\n    async for x in xs: g(x)", "unknown"],
    ["while something holds", "while x < 10: f()", "unknown"],
    ["while a call says so", "while g(): f()", "unknown"],
    ["while there is something", "while xs: f(xs.pop())", "unknown"],
    ["with a walrus", "while line := f(): g(line)", "unknown"],
  ]);
});

describe("a loop that is left in its first round", () => {
  answers(roundsOf, [
    ["by break", "for x in xs:\n    f(x)\n    break", 1],
    ["by return", "def f(xs):\n    for x in xs:\n        return g(x)", 1],
    ["by raise", "for x in xs:\n    raise E(x)", 1],
    ["by the end of the program", "import sys\nwhile True:\n    f()\n    sys.exit(1)", 1],
    ["if nothing goes wrong", "while True:\n    try: f()\n    except E: continue\n    break", 1],
  ]);
});

describe("a loop that may go on", () => {
  answers(roundsOfFirst, [
    ["with a break under a condition", "for x in xs:\n    if x: break\n    f(x)", "unknown"],
    ["with continue before the break", "for x in xs:\n    if x: continue\n    f(x)\n    break", "unknown"],
    ["with a break of an inner loop", "for x in xs:\n    for y in (1, 2):\n        break", "unknown"],
    [
      "with a break in one of two branches",
      "for x in xs:\n    if x:\n        f(x)\n    else:\n        break",
      "unknown",
    ],
    ["with a break in a handler", "for x in xs:\n    try: f(x)\n    except E: break", "unknown"],
    ["with a return in a function that it defines", "for x in xs:\n    def g(): return x", "unknown"],
    ["not with a continue of an inner loop alone", "for x in xs:\n    for y in (1, 2): continue\n    break", 1],
  ]);
});

describe("a loop that waits in each round is not made faster by a JIT", () => {
  answers(roundsOf, [
    ["for a timer", "import time\nwhile True:\n    f()\n    time.sleep(1)", 1],
    ["for a timer under an alias", "from time import sleep as s\nwhile True:\n    f()\n    s(1)", 1],
    ["for a person", "while True: f(input())", 1],
    ["for the network", "import select\nwhile True:\n    r, w, x = select.select(a, b, c)", 1],
    ["in its condition", "import select\nwhile select.select(a, b, c): f()", 1],
    ["in try", "import time\nwhile True:\n    try: time.sleep(1)\n    except E: pass", 1],
    [
      "not when it waits in a handler",
      "import time\nwhile True:\n    try: f()\n    except E: time.sleep(1)",
      "endless",
    ],
    ["not when it waits under a condition", "import time\nfor x in xs:\n    if x: time.sleep(1)", "unknown"],
    ["not when it waits in its else", "import time\nfor x in xs: f(x)\nelse: time.sleep(1)", "unknown"],
    ["not when it waits for its items", "for x in input().split(): f(x)", "unknown"],
    ["not when a function in it waits", "import time\nfor x in xs:\n    f(lambda: time.sleep(1))", "unknown"],
    ["not when something else sleeps", "for x in xs: self.sleep(1)", "unknown"],
    ["not when the name is another", "def sleep(x): pass\nfor x in xs: sleep(1)", "unknown"],
  ]);
});
