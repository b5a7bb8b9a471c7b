import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { answers, factsOf, lines, typeOf } from "./semanticsSupport.js";

describe("literals", () => {
  answers(typeOf, [
    ["an int", "1", "int"],
    ["an int in another base", "0xFF", "int"],
    ["a float", "1.5", "float"],
    ["a float with an exponent", "1e9", "float"],
    ["a complex number", "1j", "complex"],
    ["a bool", "True", "bool"],
    ["None", "None", "None"],
    ["a string", "'a'", "str"],
    ["a string in parts", "'a' 'b'", "str"],
    ["an f-string", "f'{x}'", "str"],
    ["a raw string", "r'b'", "str"],
    ["bytes", "b'a'", "bytes"],
    ["raw bytes", "rb'a'", "bytes"],
    ["a tuple", "(1, 2)", "tuple[int]"],
    ["a tuple without parentheses", "x = 1, 2.5\nx", "tuple"],
    ["a list", "[1, 2]", "list[int]"],
    ["a list of several types", "[1, 'a']", "list"],
    ["an empty list", "[]", "list"],
    ["a list with a star", "[1, *x]", "list"],
    ["a set", "{1, 2}", "set[int]"],
    ["a dict", "{1: 2}", "dict"],
    ["a list comprehension", "[1.5 for x in y]", "list[float]"],
    ["a generator expression", "(1 for x in y)", "generator[int]"],
    ["a dict comprehension", "{x: y for x in z}", "dict"],
  ]);
});

describe("operators", () => {
  answers(typeOf, [
    ["ints stay ints", "1 + 2 * 3 - 4 // 5 % 6", "int"],
    ["a float makes a float", "1 + 2.5", "float"],
    ["division makes a float", "4 / 2", "float"],
    ["floor division of floats", "4.0 // 2", "float"],
    ["bools add up to an int", "True + True", "int"],
    ["bits of ints", "1 & 2 | 3 ^ 4 << 5", "int"],
    ["bits of bools", "True & False", "bool"],
    ["a power of ints may be a float", "2 ** x", "unknown"],
    ["a power of two ints, too", "2 ** -1", "unknown"],
    ["bits of floats are an error", "1.5 & 2", "unknown"],
    ["a product of matrices", "1 @ 2", "unknown"],
    ["a negative number", "-1.5", "float"],
    ["a negative bool", "-True", "int"],
    ["an inverted int", "~1", "int"],
    ["an inverted float", "~1.5", "unknown"],
    ["a negative anything", "-x", "unknown"],
    ["strings", "'a' + 'b'", "str"],
    ["a string many times", "'a' * 3", "str"],
    ["a formatted string", "'%s' % x", "str"],
    ["formatted bytes", "b'%s' % x", "bytes"],
    ["lists", "[1] + [2]", "list"],
    ["a string and anything", "'a' + x", "unknown"],
    ["anything and a number", "x + 1", "unknown"],
    ["a string and a number", "'a' + 1", "unknown"],
    ["not", "not x", "bool"],
    ["is", "x is y", "bool"],
    ["is not", "x is not None", "bool"],
    ["in", "x in y", "bool"],
    ["not in", "x not in y", "bool"],
    ["== of numbers", "1 == 2.5", "bool"],
    ["< of a number and anything, which may be an array", "x < 1", "unknown"],
    ["a chain of comparisons", "1 < 2 < 3", "bool"],
    ["a chain with something unknown", "1 < x < 3", "unknown"],
    ["a chain that ends with a membership test", "x == y in z", "unknown"],
    ["and of one type", "1 and 2", "int"],
    ["or of two types", "'' or 1", "unknown"],
    ["or of something unknown", "x or 1", "unknown"],
    ["one of two values of one type", "1 if x else 2", "int"],
    ["one of two values of two types", "1 if x else 2.5", "unknown"],
    ["one of two values, one unknown", "1 if x else y", "unknown"],
    ["a walrus", "(x := 1)", "int"],
    ["parentheses", "((1))", "int"],
    ["await", "async def f():\n    await x", "unknown"],
    ["a lambda", "lambda: 1", "unknown"],
  ]);
});

describe("names", () => {
  answers(typeOf, [
    ["one value", "x = 1\nx", "int"],
    ["two values of one type", "x = 1\nx = 2\nx", "int"],
    ["two values of two types", "x = 1\nx = 2.5\nx", "unknown"],
    ["a value and None", "x = None\nx = 1\nx", "unknown"],
    ["a value and something unknown", "x = 1\nx = y\nx", "unknown"],
    ["several targets", "x = y = 1\nx", "int"],
    ["the last of several targets", "x = y = 1\ny", "int"],
    ["a pair of values", "x, y = 1, 'a'\ny", "str"],
    ["nested pairs of values", "x, (y, z) = 1, ('a', 2.5)\nz", "float"],
    ["a swap", "x, y = 1, 2\nx, y = y, x\nx", "unknown"],
    ["a pair from something unknown", "x, y = z\nx", "unknown"],
    ["a star target", "x, *y = 1, 2, 3\ny", "unknown"],
    ["too many values", "x, y = 1, 2, 3\nx", "unknown"],
    ["an int that is counted up", "x = 0\nx += 1\nx", "int"],
    ["a float that is counted up by an int", "x = 0.0\nx += 1\nx", "float"],
    ["an int that gets a float added", "x = 0\nx += 1.5\nx", "unknown"],
    ["an int that is divided", "x = 10\nx /= 2\nx", "unknown"],
    ["a bool that is counted up", "x = True\nx += True\nx", "unknown"],
    ["an int with something unknown added", "x = 0\nx += y\nx", "unknown"],
    ["a string that grows", "x = ''\nx += 'a'\nx", "str"],
    ["a list that grows", "x = [1]\nx += y\nx", "list"],
    ["a list that is multiplied", "x = [1]\nx *= 2\nx", "list"],
    ["only counted up", "x += 1\nx", "unknown"],
    ["made from itself", "x = 1\nx = x + y\nx", "unknown"],
    ["an annotation", "x: int\nx", "int?"],
    ["an annotation, then a value", "x: int\nx = 1\nx", "int"],
    ["an annotation with a value that contradicts", "x: float = 1\nx", "int"],
    ["an annotation with an unknown value", "x: int = y\nx", "int?"],
    ["only None, in a function", "def f():\n    x = None\n    x", "None"],
    ["only None, in a module: others will set it", "x = None\nx", "unknown"],
    ["rebound elsewhere", "x = 1\ndef f():\n    global x\n    x = 1\nx", "unknown"],
    ["deleted", "x = 1\ndel x\nx", "unknown"],
    ["an exception", "try: pass\nexcept E as x:\n    x", "unknown"],
    ["captured", "match y:\n    case x:\n        x", "unknown"],
    ["a parameter", "def f(x):\n    x", "unknown"],
    ["a parameter with a default", "def f(x=1):\n    x", "unknown"],
    ["star parameters", "def f(*x):\n    x", "tuple"],
    ["keyword parameters", "def f(**x):\n    x", "dict"],
    ["a parameter of a lambda", "f = lambda x=1: [\n    x]\nx", "unknown"],
  ]);
});

describe("annotations are never certain", () => {
  answers(typeOf, [
    ["a builtin type", "def f(x: float):\n    x", "float?"],
    ["a generic type", "def f(x: list[int]):\n    x", "list[int?]?"],
    ["an old generic type", "from typing import List\ndef f(x: List[str]):\n    x", "list[str?]?"],
    ["a dict", "def f(x: dict[str, int]):\n    x", "dict?"],
    ["a pattern", "import re\ndef f(x: re.Pattern):\n    x", "re.Pattern?"],
    ["a class of the module", "class A: pass\ndef f(x: A):\n    x", "A?"],
    ["with what is made from it", "def f(x: int):\n    x + 1", "int?"],
    ["with a default of the same type", "def f(x: int = 1):\n    x", "int?"],
    ["with None as default", "def f(x: int = None):\n    x", "unknown"],
    ["reassigned to another type", "def f(x: int):\n    x = 'a'\n    x", "unknown"],
    ["reassigned to the same type", "def f(x: int):\n    x = 1\n    x", "int?"],
    ["optional", "from typing import Optional\ndef f(x: Optional[int]):\n    x", "unknown"],
    ["a union", "def f(x: int | None):\n    x", "unknown"],
    ["a type variable", "def f[int](x: int):\n    x", "unknown"],
    ["any", "from typing import Any\ndef f(x: Any):\n    x", "unknown"],
    ["a name that hides the builtin", "int = 1\ndef f(x: int):\n    x", "unknown"],
    ["a string", "def f(x: 'int'):\n    x", "unknown"],
    ["what a function says it returns", "def f() -> int: return x\nf()", "int?"],
  ]);
});

describe("calls", () => {
  answers(typeOf, [
    ["a constructor", "int(x)", "int"],
    ["a builtin", "len(x)", "int"],
    ["a builtin that is hidden", "def len(x): return 'a'\nlen(x)", "str"],
    ["list keeps the items", "list('abc')", "list[str]"],
    ["sorted keeps the items", "sorted({1, 2})", "list[int]"],
    ["the smaller of two ints", "min(1, 2)", "int"],
    ["the smaller of an int and a float", "min(1, 2.5)", "unknown"],
    ["the smallest of a list", "min([1, 2])", "unknown"],
    ["the smaller with a key", "min(1, 2, key=f)", "unknown"],
    ["abs of a float", "abs(-1.5)", "float"],
    ["abs of anything", "abs(x)", "unknown"],
    ["round", "round(1.5)", "unknown"],
    ["sum", "sum([1])", "unknown"],
    ["a method", "'a,b'.split(',')", "list[str]"],
    ["a method of the result", "' a '.strip().upper()", "str"],
    ["a path of strings", "import os\nos.path.join('a', x)", "str"],
    ["a path of bytes", "import os\nos.path.join(b'a', x)", "bytes"],
    ["a path of anything", "import os\nos.path.join(x, 'a')", "unknown"],
    ["a substitution in bytes", "import re\nre.sub(b'a', b'', x)", "bytes"],
    ["a class", "class A: pass\nA()", "A"],
    ["a class that has the name of a builtin type", "class int: pass\nint()", "class int"],
    ["a class with its own __new__", "class A:\n    def __new__(cls): pass\nA()", "unknown"],
    ["a class with a metaclass", "class A(metaclass=M): pass\nA()", "unknown"],
    ["an abstract class", "from abc import ABCMeta\nclass A(metaclass=ABCMeta): pass\nA()", "A"],
    ["a dataclass", "from dataclasses import dataclass\n@dataclass\nclass A: pass\nA()", "A"],
    ["a dataclass with arguments", "@dataclass(slots=True)\nclass A: pass\nA()", "A"],
    ["a class with another decorator", "@register\nclass A: pass\nA()", "unknown"],
    ["a function that returns one type", "def f():\n    if x: return 1\n    return 2\nf()", "int"],
    ["a function that returns two types", "def f():\n    if x: return 1\n    return 'a'\nf()", "unknown"],
    ["a function that may return nothing", "def f():\n    if x: return\n    return 1\nf()", "unknown"],
    ["a function that may end without return", "def f():\n    if x: return 1\nf()", "unknown"],
    ["a function without return", "def f():\n    pass\nf()", "unknown"],
    ["a function whose returns stand in a function", "def f():\n    def g(): return 1\n    return g\nf()", "unknown"],
    ["a recursive function", "def f(x):\n    return f(x - 1) if x else 1\nf(2)", "unknown"],
    ["a generator", "def f():\n    yield 1\nf()", "generator"],
    ["a coroutine", "async def f(): return 1\nf()", "unknown"],
    ["an asynchronous generator", "async def f():\n    yield 1\nf()", "unknown"],
    ["a decorated function", "@cached\ndef f(): return 1\nf()", "unknown"],
    [
      "a function that dispatches by type",
      "import functools\n@functools.singledispatch\ndef f(x): return 1\nf(1)",
      "unknown",
    ],
    ["an unknown function", "f()", "unknown"],
  ]);
});

describe("items", () => {
  answers(typeOf, [
    ["of a string", "'abc'[0]", "str"],
    ["of bytes", "b'abc'[0]", "int"],
    ["a part of a string", "'abc'[1:]", "str"],
    ["a part of a list", "[1, 2][1:]", "list[int]"],
    ["of a list", "[1, 2][0]", "int"],
    ["of a list of two types", "[1, 'a'][0]", "unknown"],
    ["of a tuple", "(1.5, 2.5)[0]", "float"],
    ["of a dict", "{1: 'a'}[1]", "unknown"],
    ["of a list that is only read", "xs = [1, 2]\nfor i in range(2): print(len(xs))\nxs[0]", "int"],
    ["of a list that is written to", "xs = [1, 2]\nxs[0] = 'a'\nxs[1]", "unknown"],
    ["of a list that is passed on", "xs = [1, 2]\nchange(xs)\nxs[1]", "unknown"],
    ["of a list that grows", "xs = [1]\nxs.append('a')\nxs[1]", "unknown"],
    ["of a list with another name", "xs = [1]\nys = xs\nys.append('a')\nxs[1]", "unknown"],
    ["of a list in an attribute", "class A:\n  x = [1]\nA.x[0]", "unknown"],
    ["of a list that is returned", "def f():\n  xs = [1]\n  return xs\nf()[0]", "unknown"],
    ["the target of a loop over a range", "for i in range(9):\n    i", "int"],
    ["the target of a loop over a string", "for c in 'abc':\n    c", "str"],
    ["the target of a loop over bytes", "for c in b'abc':\n    c", "int"],
    ["the target of a loop over a display", "for x in (1.5, 2.5):\n    x", "float"],
    ["the target of a loop over lines", "for line in open(x):\n    line", "str"],
    ["the target of a loop over lines of bytes", "for line in open(x, 'rb'):\n    line", "bytes"],
    ["the counter of enumerate", "for i, x in enumerate(y):\n    i", "int"],
    ["the item of enumerate", "for i, x in enumerate('abc'):\n    x", "str"],
    ["the target of a loop that is assigned, too", "for i in range(9):\n    i = 'a'\n    i", "unknown"],
    ["the target of a loop over anything", "for x in y:\n    x", "unknown"],
    ["the targets of a loop over pairs", "for x, y in [(1, 2)]:\n    x", "unknown"],
    ["the target of a comprehension", "[\n x for x in range(3)]", "list[int]"],
  ]);
});

describe("attributes", () => {
  const cls = (body: string, last: string) => `class A:\n${body.replace(/^/gm, "    ")}\n${last}`;
  answers(typeOf, [
    ["set in __init__", cls("def __init__(self):\n    self.x = 1", "A().x"), "int"],
    ["set in several methods", cls("def f(self): self.x = 1\ndef g(self): self.x = 2", "A().x"), "int"],
    ["set to two types", cls("def f(self): self.x = 1\ndef g(self): self.x = 'a'", "A().x"), "unknown"],
    ["set to None first", cls("x = None\ndef g(self): self.x = 1", "A().x"), "unknown"],
    ["counted up", cls("def __init__(self): self.x = 0\ndef g(self): self.x += 1", "A().x"), "int"],
    ["counted up by anything", cls("def __init__(self): self.x = 0\ndef g(self, y): self.x += y", "A().x"), "unknown"],
    ["in a tuple", cls("def __init__(self): self.x, self.y = 1, 2", "A().x"), "unknown"],
    ["of the class", cls("x = 1", "A.x"), "int"],
    ["of a class with a default of a dataclass", cls("x: int = 1", "A().x"), "int?"],
    ["set from outside", cls("x = 1", "a.x = 'a'\nA.x"), "unknown"],
    ["set from outside, on something else", cls("x = 1", "import m\nm.x = 'a'\nA.x"), "int"],
    ["of an enumeration", "import enum\nclass A(enum.Enum):\n    x = 1\nA.x", "unknown"],
    ["of a class with an unknown base", "from m import B\nclass A(B):\n    x = 1\nA.x", "int"],
    ["of a class with a base that is bound nowhere", "class A(B):\n    x = 1\nA.x", "unknown"],
    ["a property", cls("@property\ndef x(self): return 1", "A().x"), "int"],
    [
      "a property with a setter",
      cls("@property\ndef x(self): return 1\n@x.setter\ndef x(self, v): pass", "A().x"),
      "int",
    ],
    ["a property of the class itself", cls("@property\ndef x(self): return 1", "A.x"), "unknown"],
    ["a method", cls("def x(self): return 1", "A().x"), "unknown"],
    ["of an object that only an annotation names", cls("x = 1", "def f(a: A):\n    a.x"), "int?"],
    ["a property of such an object", cls("@property\ndef x(self): return 1", "def f(a: A):\n    a.x"), "int?"],
    ["what a method of such an object gives", cls("def x(self): return 1", "def f(a: A):\n    a.x()"), "int?"],
    ["what a generator of such an object gives", cls("def x(self): yield 1", "def f(a: A):\n    a.x()"), "generator?"],
    ["the object of a method", "class A:\n    def f(self):\n        self", "A"],
    ["the first argument of what may be a helper of the class", "class A:\n    def f(other):\n        other", "A?"],
    ["missing", cls("y = 1", "A().x"), "unknown"],
    ["of a module", "import m\nm.x", "unknown"],
  ]);

  test("a private attribute is known in its class", () => {
    const code = lines("class A:", "  def __init__(self):", "    self.__x = 1", "  def f(self):", "    self.__x");
    assert.equal(typeOf(code), "int");
  });
});

describe("references to a name", () => {
  const count = (code: string, name: string): number => {
    const facts = factsOf(code);
    return facts.values.referencesTo(facts.scopes.module.bindings.get(name)!).length;
  };

  test("are those in its scope and the scopes inside", () => {
    assert.equal(count("x = 1\ndef f():\n    return x\n[x for y in x]\n", "x"), 4);
  });

  test("are not those that are hidden, attributes or keywords", () => {
    assert.equal(count("x = 1\ndef f(x):\n    return x\ny.x\nf(x=1)\n[x for x in y]\n", "x"), 1);
  });

  test("are those under `global`", () => {
    assert.equal(count("x = 1\ndef f():\n    global x\n    x = 2\n", "x"), 3);
  });
});
