import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Kind } from "../../server/src/syntax/kinds.generated.js";
import { answers, confidenceAtTarget, factsOf, heatAtTarget, heatOf, lines } from "./semanticsSupport.js";

/** A function with these lines in it, so that nothing depends on what counts at module level. */
const inFunction = (...body: readonly string[]): string =>
  lines("def f(xs, ys):", ...body.map((line) => `    ${line}`));

describe("a line is hot through the loop that it stands in", () => {
  answers(heatOf, [
    ["a for loop", inFunction("for x in xs:", "    target()"), "hot through line 2"],
    ["a while loop", inFunction("while xs:", "    target()"), "hot through line 2"],
    ["the condition of a while loop", inFunction("while target(): pass"), "hot through line 2"],
    ["an endless loop", inFunction("while True:", "    target()"), "hot! through line 2"],
    [
      "the inner of two loops",
      inFunction("for x in xs:", "    for y in ys:", "        target()"),
      "hot! through line 3",
    ],
    [
      "the outer of two loops",
      inFunction("for x in xs:", "    target()", "    for y in ys: pass"),
      "hot through line 2",
    ],
    ["the head of an inner loop", inFunction("for x in xs:", "    for y in target(): pass"), "hot through line 2"],
    [
      "an inner loop that is short",
      inFunction("for x in xs:", "    for y in 'ab':", "        target()"),
      "hot through line 2",
    ],
    [
      "an outer loop that is short",
      inFunction("for x in 'ab':", "    for y in ys:", "        target()"),
      "hot through line 3",
    ],
    ["a long range", inFunction("for i in range(5000):", "    target()"), "hot through line 2"],
    ["an asynchronous loop", "async def f(xs):\n    async for x in xs:\n        target()\n", "hot through line 2"],
    ["a comprehension", inFunction("return [target() for x in xs]"), "hot through line 2"],
    ["a generator expression", inFunction("g(target() for x in xs)"), "hot through line 2"],
    ["the value of a dict comprehension", inFunction("d = {x: target() for x in xs}"), "hot through line 2"],
    ["the condition of a comprehension", inFunction("d = [x for x in xs if target()]"), "hot through line 2"],
    [
      "the second iterable of a comprehension",
      inFunction("d = [y for x in xs for y in target()]"),
      "hot through line 2",
    ],
    [
      "the element of a nested comprehension",
      inFunction("d = [target() for x in xs for y in ys]"),
      "hot! through line 2",
    ],
    ["with a branch", inFunction("for x in xs:", "    if x:", "        target()"), "hot through line 2"],
    ["else", inFunction("for x in xs:", "    if x: pass", "    else:", "        target()"), "hot through line 2"],
    ["try", inFunction("for x in xs:", "    try:", "        target()", "    except E: pass"), "hot through line 2"],
    [
      "the else of try",
      inFunction("for x in xs:", "    try: pass", "    except E: pass", "    else:", "        target()"),
      "hot through line 2",
    ],
    ["finally", inFunction("for x in xs:", "    try: pass", "    finally:", "        target()"), "hot through line 2"],
    ["with", inFunction("for x in xs:", "    with x:", "        target()"), "hot through line 2"],
    ["the head of with", inFunction("for x in xs:", "    with target(): pass"), "hot through line 2"],
    [
      "a case",
      inFunction("for x in xs:", "    match x:", "        case 1:", "            target()"),
      "hot through line 2",
    ],
    ["the condition of assert", inFunction("for x in xs:", "    assert target()"), "hot through line 2"],
    [
      "a default in a function that the loop makes",
      inFunction("for x in xs:", "    def g(y=target()): pass"),
      "hot through line 2",
    ],
    ["a decorator in the loop", inFunction("for x in xs:", "    @target()", "    def g(): pass"), "hot through line 2"],
    [
      "the body of a class in the loop",
      inFunction("for x in xs:", "    class A:", "        y = target()"),
      "hot through line 2",
    ],
    ["an argument of yield", inFunction("for x in xs:", "    yield target()"), "hot through line 2"],
    [
      "a comprehension in return, for its own loop",
      inFunction("for x in xs:", "    return [target() for y in ys]"),
      "hot through line 3",
    ],
    [
      "before a break under a condition",
      inFunction("for x in xs:", "    if x: break", "    target()"),
      "hot through line 2",
    ],
    ["before continue", inFunction("for x in xs:", "    target()", "    continue"), "hot through line 2"],
    [
      "in a method",
      "class A:\n    def m(self):\n        for x in self.xs:\n            target()\n",
      "hot through line 3",
    ],
    ["in a nested function", inFunction("def g():", "    for x in xs:", "        target()"), "hot through line 3"],
    ["in a comprehension in a lambda", inFunction("return lambda: [target() for x in xs]"), "hot through line 2"],
  ]);
});

describe("a line is not hot", () => {
  answers(heatOf, [
    ["outside of every loop", inFunction("target()"), "cold"],
    ["in the head of a for loop", inFunction("for x in target(): pass"), "cold"],
    ["in the else of a loop", inFunction("for x in xs: pass", "else:", "    target()"), "cold"],
    ["in the else of a while loop", inFunction("while xs: pass", "else:", "    target()"), "cold"],
    ["after the loop", inFunction("for x in xs: pass", "target()"), "cold"],
    ["in a short loop", inFunction("for x in 'abc':", "    target()"), "cold"],
    [
      "in short loops that make few rounds together",
      inFunction("for i in range(10):", "    for j in range(10):", "        target()"),
      "cold",
    ],
    ["in a loop that never runs", inFunction("while False:", "    for x in xs:", "        target()"), "cold"],
    ["in a function that the loop only makes", inFunction("for x in xs:", "    def g():", "        target()"), "cold"],
    ["in a lambda that the loop only makes", inFunction("for x in xs:", "    g(lambda: target())"), "cold"],
    [
      "in a method of a class in the loop",
      inFunction("for x in xs:", "    class A:", "        def m(self):", "            target()"),
      "cold",
    ],
    ["in the first iterable of a comprehension", inFunction("d = [x for x in target()]"), "cold"],
    ["in a short comprehension", inFunction("d = [target() for x in 'abc']"), "cold"],
    ["in an annotation of a function", "def f(x: target()): pass\n", "cold"],
  ]);
});

describe("a line is not hot where the loop is left", () => {
  answers(heatOf, [
    ["in return", inFunction("for x in xs:", "    if x:", "        return target()"), "cold"],
    ["before return", inFunction("for x in xs:", "    if x:", "        target()", "        return x"), "cold"],
    ["before break", inFunction("for x in xs:", "    if x:", "        target()", "        break"), "cold"],
    ["before raise", inFunction("for x in xs:", "    if x:", "        target()", "        raise E"), "cold"],
    [
      "before the end of the program",
      "import sys\ndef f(xs):\n    for x in xs:\n        if x:\n            target()\n            sys.exit(1)\n",
      "cold",
    ],
    [
      "in an inner block before break",
      inFunction("for x in xs:", "    if x:", "        with y:", "            target()", "        break"),
      "cold",
    ],
    [
      "in try before return in its else",
      inFunction("while True:", "    try:", "        target()", "    except E: pass", "    else:", "        return x"),
      "cold",
    ],
    [
      "in a loop that tries again",
      inFunction("while True:", "    try:", "        target()", "        break", "    except E: pass"),
      "cold",
    ],
    [
      "in a loop that tries again with continue",
      inFunction("while True:", "    try:", "        target()", "    except E:", "        continue", "    return x"),
      "cold",
    ],
    ["at the end of every round", inFunction("for x in xs:", "    target()", "    return x"), "cold"],
    [
      "in a case that returns",
      inFunction("for x in xs:", "    match x:", "        case 1:", "            return target()"),
      "cold",
    ],
    [
      "before an if whose branches all return",
      inFunction("for x in xs:", "    if x:", "        target()", "        if y: return 1", "        else: return 2"),
      "cold",
    ],
    [
      "not before an if of which one branch goes on",
      inFunction("for x in xs:", "    if x:", "        target()", "        if y: return 1"),
      "hot through line 2",
    ],
  ]);
});

describe("leaving one loop is not leaving the other", () => {
  answers(heatOf, [
    [
      "break of the inner loop",
      inFunction("for x in xs:", "    for y in ys:", "        if y:", "            target()", "            break"),
      "hot through line 2",
    ],
    [
      "return leaves both",
      inFunction("for x in xs:", "    for y in ys:", "        if y:", "            target()", "            return y"),
      "cold",
    ],
    [
      "a loop before break is a loop",
      inFunction("for x in xs:", "    if x:", "        for y in ys:", "            target()", "        break"),
      "hot through line 4",
    ],
    [
      "continue before break goes on",
      inFunction("for x in xs:", "    if x:", "        target()", "        if y: continue", "        break"),
      "hot through line 2",
    ],
    [
      "continue above the line does not matter",
      inFunction("for x in xs:", "    if x:", "        if y: continue", "        target()", "        break"),
      "cold",
    ],
    [
      "continue of an inner loop does not matter",
      inFunction("for x in xs:", "    if x:", "        target()", "        for y in ys: continue", "        break"),
      "cold",
    ],
  ]);
});

describe("a line is not hot where it seldom runs", () => {
  answers(heatOf, [
    ["in a handler", inFunction("for x in xs:", "    try: pass", "    except E:", "        target()"), "cold"],
    ["in a loop in a handler", inFunction("try: pass", "except E:", "    for x in xs:", "        target()"), "cold"],
    ["in what is raised", inFunction("for x in xs:", "    if x: raise E(target())"), "cold"],
    ["in a loop in what is raised", inFunction("raise E([target() for x in xs])"), "cold"],
    ["in the message of assert", inFunction("for x in xs:", "    assert x, target()"), "cold"],
    ["under debug", inFunction("for x in xs:", "    if debug:", "        target()"), "cold"],
    ["under a debug attribute", inFunction("for x in xs:", "    if self.debug and x:", "        target()"), "cold"],
    ["under a debug level", inFunction("for x in xs:", "    if self.debuglevel > 0:", "        target()"), "cold"],
    [
      "under a debug level on the right",
      inFunction("for x in xs:", "    if 2 <= VERBOSE:", "        target()"),
      "cold",
    ],
    ["under a log level", inFunction("for x in xs:", "    if log.isEnabledFor(10):", "        target()"), "cold"],
    ["under TYPE_CHECKING", inFunction("for x in xs:", "    if TYPE_CHECKING:", "        target()"), "cold"],
    ["in a loop under debug", inFunction("if debug:", "    for x in xs:", "        target()"), "cold"],
    [
      "in the else of not debug",
      inFunction("for x in xs:", "    if not debug: pass", "    else:", "        target()"),
      "cold",
    ],
    [
      "where an attribute is made once",
      inFunction("for x in xs:", "    if self.x is None:", "        self.x = target()"),
      "cold",
    ],
    [
      "where an attribute is made once, asked by not",
      inFunction("for x in xs:", "    if not self.x:", "        self.x = target()"),
      "cold",
    ],
    [
      "where a global name is made once",
      "table = None\ndef f(xs):\n    global table\n    for x in xs:\n        if table is None:\n            table = target()\n",
      "cold",
    ],
    [
      "where a result is kept",
      inFunction("for x in xs:", "    if x not in memo:", "        memo[x] = target()"),
      "cold",
    ],
  ]);
});

describe("a line may be hot in what only looks rare", () => {
  answers(heatOf, [
    ["under not debug", inFunction("for x in xs:", "    if not debug:", "        target()"), "hot through line 2"],
    [
      "in the else of debug",
      inFunction("for x in xs:", "    if debug: pass", "    else:", "        target()"),
      "hot through line 2",
    ],
    [
      "under __debug__, which is on",
      inFunction("for x in xs:", "    if __debug__:", "        target()"),
      "hot through line 2",
    ],
    [
      "under a trace that is data",
      inFunction("for x in xs:", "    if x.trace_id:", "        target()"),
      "hot through line 2",
    ],
    [
      "under debug or something",
      inFunction("for x in xs:", "    if debug or x:", "        target()"),
      "hot through line 2",
    ],
    [
      "under a debug level that is off",
      inFunction("for x in xs:", "    if debug == 0:", "        target()"),
      "hot through line 2",
    ],
    [
      "where a local name gets its default",
      inFunction("for x in xs:", "    if x is None:", "        x = target()"),
      "hot through line 2",
    ],
    [
      "where an attribute is None, and stays so",
      inFunction("for x in xs:", "    if x.y is None:", "        target()"),
      "hot through line 2",
    ],
    [
      "where another attribute is made",
      inFunction("for x in xs:", "    if x.y is None:", "        x.z = target()"),
      "hot through line 2",
    ],
    [
      "where a missing key is not kept",
      inFunction("for x in xs:", "    if x not in memo:", "        target()"),
      "hot through line 2",
    ],
    [
      "where a key is there",
      inFunction("for x in xs:", "    if x in memo:", "        memo[x] = target()"),
      "hot through line 2",
    ],
  ]);
});

describe("a function is as hot as its hottest call", () => {
  const helper = ["def g():", "    target()"];
  answers(heatOf, [
    ["in a loop", lines(...helper, "def f(xs):", "    for x in xs:", "        g()"), "hot through line 4, g"],
    [
      "in nested loops",
      lines(...helper, "def f(xs):", "    for x in xs:", "        for y in xs: g()"),
      "hot through line 5, g",
    ],
    [
      "through two calls",
      lines(...helper, "def h(): g()", "def f(xs):", "    for x in xs: h()"),
      "hot through line 5, h, g",
    ],
    [
      "the hottest of several",
      lines(...helper, "g()", "def f(xs):", "    g()", "    for x in xs: g()"),
      "hot through line 6, g",
    ],
    [
      "the shorter of two chains",
      lines(...helper, "def h(): g()", "def f(xs):", "    for x in xs: h()", "    for x in xs: g()"),
      "hot through line 6, g",
    ],
    [
      "a method",
      "class A:\n    def m(self):\n        target()\n    def f(self, xs):\n        for x in xs:\n            self.m()\n",
      "hot through line 5, m",
    ],
    [
      "a constructor",
      "class A:\n    def __init__(self):\n        target()\ndef f(xs):\n    for x in xs: A()\n",
      "hot through line 5, __init__",
    ],
    [
      "a property",
      "class A:\n    @property\n    def p(self):\n        target()\n    def f(self, xs):\n        for x in xs: self.p\n",
      "hot through line 6, p",
    ],
    [
      "a static method",
      "class A:\n    @staticmethod\n    def m():\n        target()\ndef f(xs):\n    for x in xs: A.m()\n",
      "hot through line 6, m",
    ],
    ["a nested function", inFunction("def g():", "    target()", "for x in xs: g()"), "hot through line 4, g"],
    [
      "short loops that make many rounds together",
      lines("def g():", "    for i in range(100): target()", "def f():", "    for i in range(100): g()"),
      "hot through line 4, g",
    ],
    [
      "three short loops",
      lines(
        "def g():",
        "  for i in range(11): target()",
        "def h():",
        "  for i in range(11): g()",
        "for i in range(11): h()",
        "h()",
      ),
      "hot through line 5, h, g",
    ],
    [
      "its own long loop, whoever calls it",
      lines("def g(xs):", "    for x in xs: target()", "for i in range(3): g(xs)"),
      "hot through line 2",
    ],
    [
      "its own long loop within a short one that calls it",
      lines("def g(xs):", "    for x in xs: target()", "def f(xs):", "    for x in xs: g(x)"),
      "hot through line 2",
    ],
    [
      "a function that calls itself in a loop",
      lines("def walk(x):", "    target()", "    for y in x: walk(y)"),
      "hot through line 3, walk",
    ],
    [
      "functions that call each other, asked for the first",
      lines("def g(x):", "    target()", "    h(x)", "def h(x): g(x)", "def f(xs):", "    for x in xs: h(x)"),
      "hot through line 6, h, g",
    ],
    [
      "functions that call each other, asked for the second",
      lines("def h(x): g(x)", "def g(x):", "    target()", "    h(x)", "def f(xs):", "    for x in xs: g(x)"),
      "hot through line 6, g",
    ],
    [
      "a branch that calls it",
      lines(...helper, "def f(xs):", "    for x in xs:", "        if x: g()"),
      "hot through line 4, g",
    ],
    [
      "a loop over what it gives",
      lines("def g():", "    target()", "def f(xs):", "    for x in xs:", "        for y in g(): pass"),
      "hot through line 4, g",
    ],
  ]);
});

describe("a call adds nothing", () => {
  const helper = ["def g():", "    target()"];
  answers(heatOf, [
    ["outside of loops", lines(...helper, "def f(): g()"), "cold"],
    ["in a short loop", lines(...helper, "def f():", "    for i in range(10): g()"), "cold"],
    [
      "in a handler",
      lines(...helper, "def f(xs):", "    for x in xs:", "        try: pass", "        except E: g()"),
      "cold",
    ],
    ["under debug", lines(...helper, "def f(xs):", "    for x in xs:", "        if debug: g()"), "cold"],
    ["in what is raised", lines(...helper, "def f(xs):", "    for x in xs:", "        if x: raise E(g())"), "cold"],
    ["before return", lines(...helper, "def f(xs):", "    for x in xs:", "        if x: return g()"), "cold"],
    [
      "where the name may be another function",
      lines(...helper, "g = fast(g)", "def f(xs):", "    for x in xs: g()"),
      "cold",
    ],
    ["of a decorated function", lines("@cached", ...helper, "def f(xs):", "    for x in xs: g()"), "cold"],
    [
      "of a method of an unknown object",
      "class A:\n    def m(self):\n        target()\ndef f(xs):\n    for x in xs: x.m()\n",
      "cold",
    ],
    ["of a function that is only passed on", lines(...helper, "def f(xs):", "    for x in xs: run(g)"), "cold"],
    ["from itself, without a loop", lines("def g(x):", "    target()", "    g(x - 1)"), "cold"],
    ["from itself, in a short loop", lines("def g(x):", "    target()", "    for i in range(40): g(x)"), "cold"],
    [
      "to a line in a handler of the function",
      lines("def g():", "    try: pass", "    except E:", "        target()", "def f(xs):", "    for x in xs: g()"),
      "cold",
    ],
    [
      "to a function that the function only makes",
      lines("def g():", "    def h(): target()", "    return h", "def f(xs):", "    for x in xs: g()"),
      "cold",
    ],
    ["in the head of a loop", lines(...helper, "def f():", "    for x in g(): pass"), "cold"],
    [
      "of a property that is set",
      "class A:\n  @property\n  def p(self):\n    target()\n  @p.setter\n  def p(self, v): pass\n  def f(self, xs):\n    for x in xs: self.p = x\n",
      "cold",
    ],
  ]);
});

describe("loops at module level run once, when the module is imported", () => {
  const others = ["def g(): pass", "class A: pass"];
  answers(heatOf, [
    ["in a module", lines(...others, "for x in xs:", "    target()"), "cold"],
    ["nested, in a module", lines(...others, "for x in xs:", "    for y in x: target()"), "cold"],
    ["a comprehension in a module", lines(...others, "table = [target() for x in xs]"), "cold"],
    ["in a class body", lines("class A:", "    for x in xs:", "        target()"), "cold"],
    [
      "in a function that only such a loop calls",
      lines("def g():", "    target()", "x = 1", "table = {y: g() for y in ys}"),
      "cold",
    ],
    ["beside the main guard", lines("for x in xs: target()", "if __name__ == '__main__': pass"), "cold"],
    [
      "under the main guard",
      lines(...others, "if __name__ == '__main__':", "    for x in xs: target()"),
      "hot through line 4",
    ],
    [
      "under the main guard, turned round",
      lines(...others, "if '__main__' == __name__:", "    for x in xs: target()"),
      "hot through line 4",
    ],
    [
      "in a function that the main guard calls",
      lines("def g(xs):", "    for x in xs: target()", "if __name__ == '__main__': g(1)"),
      "hot through line 2",
    ],
    ["in a program without definitions", lines("for x in xs:", "    target()"), "hot through line 1"],
    [
      "in a program with a shebang",
      lines("#!/usr/bin/env python3", ...others, "for x in xs: target()"),
      "hot through line 4",
    ],
    [
      "in a program that calls its function",
      lines("def main(): pass", "for x in xs: target()", "main()"),
      "hot through line 2",
    ],
    [
      "in a program that calls its function in a loop",
      lines("def g(): target()", "for x in xs:", "    g()"),
      "hot through line 2, g",
    ],
  ]);
});

describe("comments overrule", () => {
  answers(heatOf, [
    ["a hot loop", lines("def f():", "    for x in 'ab':  # jit: hot", "        target()"), "hot! through line 2"],
    [
      "a hot loop, said above",
      lines("def f():", "    # jit: hot", "    for x in 'ab':", "        target()"),
      "hot! through line 3",
    ],
    [
      "a hot loop, said above with an empty line",
      lines("def f():", "    # jit: hot", "", "    # because", "    for x in 'ab':", "        target()"),
      "hot! through line 5",
    ],
    [
      "a hot loop, said at the end of its head",
      lines("def f():", "    for x in (", "        1, 2", "    ):  # jit: hot", "        target()"),
      "hot! through line 2",
    ],
    [
      "a hot while loop",
      lines("def f():", "    while False:  # jit: hot, really", "        target()"),
      "hot! through line 2",
    ],
    [
      "a hot comprehension",
      lines("def f():", "    return [target() for x in 'ab']  # jit: hot"),
      "hot! through line 2",
    ],
    [
      "a hot loop at module level",
      lines("def f(): pass", "if __name__ == '__main__':", "    for x in 'ab':  # jit: hot", "        target()"),
      "hot! through line 3",
    ],
    ["a hot function", lines("# jit: hot", "def f():", "    target()"), "hot! through a comment"],
    ["a hot function, said on its line", lines("def f():  # jit: hot", "    target()"), "hot! through a comment"],
    [
      "a hot function, said above its decorators",
      lines("# jit: hot", "@decorated", "def f():", "    target()"),
      "hot! through a comment",
    ],
    [
      "a hot function, said at the end of its head",
      lines("def f(", "    x,", "):  # jit: hot", "    target()"),
      "hot! through a comment",
    ],
    [
      "a function that a hot function calls",
      lines("def g(): target()", "def f():  # jit: hot", "    g()"),
      "hot! through a comment, g",
    ],
    [
      "a hot loop in a handler",
      lines("def f():", "    try: pass", "    except E:", "        for x in xs:  # jit: hot", "            target()"),
      "hot! through line 4",
    ],
    ["a cold loop", lines("def f(xs):", "    for x in xs:  # jit: cold", "        target()"), "cold"],
    ["a cold loop without an end", lines("def f():", "    while True:  # jit: cold", "        target()"), "cold"],
    [
      "a cold inner loop in a hot one",
      lines("def f(xs):", "    for x in xs:", "        for y in x:  # jit: cold", "            target()"),
      "cold",
    ],
    [
      "a loop of unknown length in a cold one",
      lines("def f(xs):", "    for x in xs:  # jit: cold", "        for y in x:", "            target()"),
      "hot through line 3",
    ],
    ["a cold function", lines("def f(xs):  # jit: cold", "    for x in xs:", "        target()"), "cold"],
    [
      "a cold function that is called",
      lines("# jit: cold", "def g():", "    target()", "def f(xs):", "    for x in xs: g()"),
      "cold",
    ],
    [
      "a function that a cold function calls",
      lines("def g(): target()", "def f(xs):  # jit: cold", "    for x in xs: g()"),
      "cold",
    ],
    [
      "a function that a cold loop calls",
      lines("def g(): target()", "def f(xs):", "    for x in xs:  # jit: cold", "        g()"),
      "cold",
    ],
  ]);
});

describe("what is no such comment says nothing", () => {
  const cold = (comment: string) => lines("def f(xs):", `    for x in xs:  ${comment}`, "        target()");
  answers(heatOf, [
    [
      "a string",
      lines("def f(xs):", "    '# jit: cold'", "    for x in xs:", "        target()"),
      "hot through line 3",
    ],
    ["another word", cold("# jit: colder"), "hot through line 2"],
    ["another tool", cold("# nojit: cold"), "hot through line 2"],
    ["without a colon", cold("# jit cold"), "hot through line 2"],
    [
      "in the body",
      lines("def f(xs):", "    for x in xs:", "        y = x  # jit: cold", "        target()"),
      "hot through line 2",
    ],
    [
      "on the loop before",
      lines("def f(xs):", "    for x in xs: pass  # jit: cold", "    for x in xs:", "        target()"),
      "hot through line 3",
    ],
    [
      "on its own at the end of the loop before",
      lines(
        "def f(xs):",
        "    for x in xs:",
        "        pass",
        "    for x in xs:",
        "        target()",
        "    # jit: cold",
      ),
      "hot through line 4",
    ],
    ["with more spaces", cold("#  jit:   cold   because"), "cold"],
    ["after another comment", cold("# few # jit: cold"), "cold"],
  ]);
});

describe("a heat", () => {
  test("counts the rounds that are known", () => {
    const code = lines("def f():", "    for i in range(20):", "        for j in range(30):", "            target()");
    assert.equal(heatAtTarget(code).heat.rounds, 600);
  });

  test("has another threshold on each runtime", () => {
    const { facts, heat } = heatAtTarget(inFunction("for i in range(2000):", "    target()"));
    assert.equal(facts.hotness.isHot(heat, "pypy"), true);
    assert.equal(facts.hotness.isHot(heat, "cpython-3.14"), false);
    assert.equal(facts.hotness.isHot(heat, "cpython-3.15"), false);
  });

  test("reaches the threshold at its last round", () => {
    for (const [rounds, hot] of [
      [1038, false],
      [1039, true],
    ] as const) {
      const { facts, heat } = heatAtTarget(inFunction(`for i in range(${rounds}):`, "    target()"));
      assert.equal(facts.hotness.isHot(heat, "pypy"), hot);
    }
  });

  test("names the calls in the order in which they are made", () => {
    const code = lines("def g(): target()", "def h(): g()", "def f(xs):", "    for x in xs:", "        h()");
    const { facts, heat } = heatAtTarget(code);
    assert.deepEqual(
      heat.chain.map((step) => [facts.tree.textOf(step.call), facts.lineNumber(step.call), step.callee.name]),
      [
        ["h()", 5, "h"],
        ["g()", 2, "g"],
      ],
    );
  });

  test("through the loops of the function alone leaves callers out", () => {
    const code = lines("def g(): target()", "def f(xs):", "    for x in xs: g()");
    const { facts, call } = heatAtTarget(code);
    assert.equal(facts.hotness.lexical(call).rounds, 1);
  });

  test("of a function that nobody calls is that of one run", () => {
    const facts = factsOf("def f(): pass\n");
    assert.equal(
      facts.hotness.ofFunction(facts.definitions.functionAt(facts.index.all(Kind.function_definition)[0]!)).rounds,
      1,
    );
  });
});

describe("a line that may not run in each round", () => {
  const isConditional = (code: string): boolean => {
    const { facts, call } = heatAtTarget(code);
    return facts.surroundings.around(call).conditional;
  };
  answers(isConditional, [
    ["under if", inFunction("for x in xs:", "    if x: target()"), true],
    ["in else", inFunction("for x in xs:", "    if x: pass", "    else: target()"), true],
    ["in elif", inFunction("for x in xs:", "    if x: pass", "    elif y: target()"), true],
    ["in a conditional expression", inFunction("for x in xs: target() if x else 0"), true],
    ["on the right of and", inFunction("for x in xs: x and target()"), true],
    ["in a case", inFunction("for x in xs:", "    match x:", "        case 1: target()"), true],
    ["not in a condition", inFunction("for x in xs:", "    if target(): pass"), false],
    ["not in the condition of a conditional expression", inFunction("for x in xs: 1 if target() else 0"), false],
    ["not on the left of and", inFunction("for x in xs: target() and x"), false],
    ["not in try", inFunction("for x in xs:", "    try: target()", "    except E: pass"), false],
    [
      "not in the else of try",
      inFunction("for x in xs:", "    try: pass", "    except E: pass", "    else: target()"),
      false,
    ],
    ["not where only the loop is under if", inFunction("if x:", "    for x in xs: target()"), false],
    [
      "not where a module asks for an import that it may lack",
      "try:\n    import m\nexcept E:\n    m = None\ndef f(xs):\n    for x in xs:\n        if m is not None: target()\n",
      false,
    ],
  ]);
});

describe("names make a line less sure", () => {
  answers(confidenceAtTarget, [
    ["no name at all", inFunction("for x in xs:", "    target()"), "medium"],
    ["lines", inFunction("for line in text.split('\\n'):", "    target()"), "medium"],
    ["words", inFunction("for word in text.split():", "    target()"), "medium"],
    ["parts of a text", inFunction("for part in text.split(','):", "    target()"), "low"],
    ["parts under a name", inFunction("parts = text.split(',')", "for part in parts: target()"), "low"],
    ["parts with others", inFunction("for part in [1] + text.split(','):", "    target()"), "low"],
    ["fields", inFunction("for x in xs.fields:", "    target()"), "low"],
    ["fields, through a builtin", inFunction("for i, x in enumerate(sorted(xs.fields)):", "    target()"), "low"],
    ["the items of options", inFunction("for k, v in options.items():", "    target()"), "low"],
    ["what a setting holds", inFunction("for x in self.options.whatever:", "    target()"), "low"],
    ["fields in a comprehension", inFunction("d = [target() for field in fields]"), "low"],
    ["a while loop over arguments", inFunction("while len(args) > 0:", "    target()"), "low"],
    ["fields in a loop over rows", inFunction("for x in xs:", "    for field in fields: target()"), "high"],
    ["rows in a loop over files", inFunction("for file in files:", "    for x in xs: target()"), "high"],
    ["settings in a loop over fields", inFunction("for f in fields:", "    for s in settings: target()"), "low"],
    ["a comment that says hot", inFunction("for f in fields:  # jit: hot", "    target()"), "high"],
    ["a search", inFunction("while True:", "    if target(): break"), "low"],
    ["a search that counts", inFunction("while True:", "    xs += 1", "    if target(): break"), "high"],
    ["a search that reads", inFunction("while True:", "    ys.read()", "    if target(): break"), "high"],
    ["a loop without an end", inFunction("while True:", "    target()"), "high"],
    ["a test", "def test_it(xs):\n    for x in xs: target()\n", "low"],
    ["a method of a test", "class TestIt:\n    def check(self, xs):\n        for x in xs: target()\n", "low"],
    ["a function in a test", "def test_it():\n    def g(xs):\n        for x in xs: target()\n", "low"],
    ["a module of tests", "import pytest\ndef g(xs):\n    for x in xs: target()\n", "low"],
    ["a function that downloads", inFunction("for x in xs:", "    xs.download_page(x)", "    target()"), "low"],
    ["what was downloaded", "def f(webpage):\n    for x in webpage: target()\n", "low"],
    [
      "a call of a function that downloads",
      lines("def get(x):", "    return x.urlopen()", "def f(xs):", "    for x in xs:", "        target(get(x))"),
      "low",
    ],
    ["contest", "def contest(xs):\n    for x in xs: target()\n", "medium"],
    [
      "a call from a loop over fields",
      lines("def g():", "    target()", "def f(fields):", "    for field in fields: g()"),
      "low",
    ],
    [
      "calls from a loop over fields and from one over rows",
      lines("def g():", "    target()", "def f(fields, rows):", "    for x in fields: g()", "    for x in rows: g()"),
      "medium",
    ],
  ]);
});
