import { describe } from "node:test";
import { answers, calleeOf, lines, meaningOf } from "./semanticsSupport.js";

describe("an imported name means what was imported", () => {
  answers(meaningOf, [
    ["a module", "import json\njson.dumps(x)", "json.dumps"],
    ["a submodule", "import os.path\nos.path.join(a, b)", "os.path.join"],
    ["a submodule under an alias", "import os.path as p\np.join(a, b)", "os.path.join"],
    ["one of several modules", "import re, json as j, sys\nj.loads(x)", "json.loads"],
    ["a function", "from struct import unpack_from\nunpack_from('d', b)", "struct.unpack_from"],
    ["a function under an alias", "from struct import unpack_from as u\nu('d', b)", "struct.unpack_from"],
    ["a function from a list in parentheses", "from json import (\n    dumps,\n    loads,\n)\nloads(x)", "json.loads"],
    ["a class, and what it has", "from datetime import datetime\ndatetime.now()", "datetime.datetime.now"],
    ["a module with spaces in its name", "import os . path\nos.path.join(a)", "os.path.join"],
    ["a sibling module", "from . import codec\ncodec.decode(x)", ".codec.decode"],
    ["a function of a sibling module", "from .codec import decode\ndecode(x)", ".codec.decode"],
    ["a function of a module next to the package", "from ..other import decode\ndecode(x)", "..other.decode"],
    ["inside a function", "def f(x):\n    import json\n    json.dumps(x)", "json.dumps"],
    ["from the module around", "import json\ndef f(x):\n    def g(y):\n        json.dumps(y)", "json.dumps"],
    ["before its import in the text", "def f(x):\n    json.dumps(x)\nimport json\nf(1)\n[json.dumps(x)]", "json.dumps"],
    ["imported twice", "import os\nimport os.path\nos.getcwd()", "os.getcwd"],
    [
      "imported in several functions",
      lines("def f():", "  import re", "def g():", "  import re", "  re.sub(x)"),
      "re.sub",
    ],
    ["under an assigned alias", "import json\ndumps = json.dumps\ndumps(x)", "json.dumps"],
    ["under an alias of an alias", "import json\na = json\nb = a\nb.dumps(x)", "json.dumps"],
    ["unpacked from a tuple", "import json\nd, l = json.dumps, json.loads\nl(x)", "json.loads"],
    ["for type checkers alone", "if TYPE_CHECKING:\n    import json\njson.dumps(x)", "json.dumps"],
    [
      "where the module may be missing",
      lines("try:", "  import lxml", "except ImportError:", "  lxml = None", "lxml.parse(x)"),
      "lxml.parse",
    ],
    ["in an f-string", "import json\nf'{json.dumps(x)}'", "json.dumps"],
    ["in the default of a parameter that hides it", "import json\ndef f(json=json.dumps(1)): pass", "json.dumps"],
    [
      "in a decorator",
      "import functools\n@functools.lru_cache(8)\ndef f(): pass\nfunctools.reduce(x)",
      "functools.reduce",
    ],
    [
      "in the first iterable of a comprehension that hides it",
      "import json\n[json for json in json.loads(x)]",
      "json.loads",
    ],
  ]);
});

describe("a name that may be something else is unknown", () => {
  answers(meaningOf, [
    ["bound nowhere", "json.dumps(x)", "unknown"],
    ["assigned as well", "import json\njson = fake()\njson.dumps(x)", "unknown"],
    ["assigned on one way", "import json\nif fast:\n    json = orjson\njson.dumps(x)", "unknown"],
    [
      "imported from two places",
      lines("try:", "  import ujson as json", "except ImportError:", "  import json", "json.dumps(x)"),
      "unknown",
    ],
    ["two functions of one name", "if x:\n    from a import f\nelse:\n    from b import f\nf(x)", "unknown"],
    ["deleted", "import json\ndel json\njson.dumps(x)", "unknown"],
    ["the target of a loop", "import json\nfor json in xs: pass\njson.dumps(x)", "unknown"],
    ["the target of with", "import json\nwith x as json: pass\njson.dumps(x)", "unknown"],
    ["an exception", "import json\ntry: pass\nexcept E as json: pass\njson.dumps(x)", "unknown"],
    ["a walrus", "import json\n(json := x)\njson.dumps(x)", "unknown"],
    ["a walrus in a comprehension", "import json\n[json := x for x in xs]\njson.dumps(x)", "unknown"],
    ["captured by a pattern", "import json\nmatch x:\n    case json: pass\njson.dumps(x)", "unknown"],
    ["captured by a star pattern", "import json\nmatch x:\n    case [a, *json]: pass\njson.dumps(x)", "unknown"],
    ["captured from a mapping", "import json\nmatch x:\n    case {**json}: pass\njson.dumps(x)", "unknown"],
    ["captured by keyword", "import json\nmatch x:\n    case P(a=json): pass\njson.dumps(x)", "unknown"],
    ["captured as a whole", "import json\nmatch x:\n    case 1 as json: pass\njson.dumps(x)", "unknown"],
    ["a definition", "import json\ndef json(): pass\njson.dumps(x)", "unknown"],
    ["a class", "import json\nclass json: pass\njson.dumps(x)", "unknown"],
    ["augmented", "import json\njson += 1\njson.dumps(x)", "unknown"],
    ["rebound by a function", "import json\ndef f():\n    global json\n    json = x\njson.dumps(x)", "unknown"],
    [
      "rebound by an inner function",
      "def f():\n  import re\n  def g():\n    nonlocal re\n    re = x\n  re.sub(x)",
      "unknown",
    ],
    ["a parameter", "import json\ndef f(json):\n    json.dumps(x)", "unknown"],
    ["a parameter with the name as default", "def f(len=len):\n    len(x)", "unknown"],
    ["a parameter of a lambda", "import json\nlambda json: json.dumps(x)", "unknown"],
    ["a star parameter", "import json\ndef f(*, json):\n    json.dumps(x)", "unknown"],
    [
      "bound later in the function",
      "import json\ndef f():\n    json.dumps(x)\n    json = x\n    [json.dumps(x)]",
      "unknown",
    ],
    ["bound by a comprehension", "import json\n[json.dumps(x) for json in xs]", "unknown"],
    [
      "in the second iterable of a comprehension that hides it",
      "import re\n[a for re in b for a in\n re.findall(x)]",
      "unknown",
    ],
    [
      "a name of the class, in a method",
      "class A:\n    import json\n    def m(self):\n        json.dumps(x)",
      "unknown",
    ],
    [
      "a name of the class, in a comprehension",
      "class A:\n    import json\n    x = [\n json.dumps(y) for y in ys]",
      "unknown",
    ],
    ["a type parameter", "import T\ndef f[T](x):\n    T.load(x)", "unknown"],
    ["what an import with a syntax error brings", "import json\nx = json\nx = y\nx.dumps(1)", "unknown"],
  ]);
});

describe("scopes end where Python ends them", () => {
  answers(meaningOf, [
    [
      "a class name is no name of its methods",
      "import j\nclass A:\n    j = 1\n    def m(self):\n        j.f(x)",
      "j.f",
    ],
    ["a comprehension's target stays in it", "import json\n[json for json in xs]\njson.dumps(x)", "json.dumps"],
    ["a lambda's parameter stays in it", "import json\nlambda json: json\njson.dumps(x)", "json.dumps"],
    ["a function's names stay in it", "import json\ndef f():\n    json = 1\njson.dumps(x)", "json.dumps"],
    ["a class's names stay in it", "import json\nclass A:\n    json = 1\njson.dumps(x)", "json.dumps"],
    [
      "`global` skips the functions between",
      "import re\ndef f(re):\n  def g():\n    global re\n    re.sub(x)",
      "re.sub",
    ],
    ["a lambda's body is a scope, whatever it is", "import re\nf = lambda re: [y for y in\n re.findall(x)]", "unknown"],
    [
      "a lambda in a lambda sees the outer parameter",
      "import re\nf = lambda re: lambda x: (\n re.findall(x))",
      "unknown",
    ],
    [
      "the first iterable of an inner first iterable",
      "import re\n[x for x in [re for re in\n re.findall(x)]]",
      "re.findall",
    ],
    [
      "a private name in a class is another name",
      "import __m\nclass A:\n    def f(self):\n        __m.g(x)",
      "unknown",
    ],
    [
      "a private name that is bound in the class's code",
      "class A:\n  def f(self):\n    import re as __re\n    __re.sub(x)",
      "re.sub",
    ],
    [
      "names with two underscores at their end stay",
      "import __m__\nclass A:\n  def f(self):\n    __m__.g(x)",
      "__m__.g",
    ],
    ["characters that Python takes for the same", "import json as ﬁle\nfile.dumps(x)", "json.dumps"],
  ]);
});

describe("builtins", () => {
  answers(meaningOf, [
    ["a function", "len(x)", "builtins.len"],
    ["a type", "int('1')", "builtins.int"],
    ["the module by name", "import builtins\nbuiltins.len(x)", "builtins.len"],
    ["under an alias", "f = sorted\nf(x)", "builtins.sorted"],
    ["a local name in another function", "def f():\n    len = 1\nlen(x)", "builtins.len"],
    ["a name that is no builtin", "frobnicate(x)", "unknown"],
    ["a function of the same name", "def len(x): pass\nlen(x)", "function len"],
    ["a class of the same name", "class list: pass\nlist(x)", "class list"],
    ["an assignment", "len = fake\nlen(x)", "unknown"],
    ["an assignment under a condition", "try:\n    unicode\nexcept NameError:\n    str = bytes\nstr(x)", "unknown"],
    ["an import under a condition", "if old:\n    from io import open\nopen(x)", "unknown"],
    ["a definition under a condition", "if old:\n    def any(x): pass\nany(x)", "unknown"],
    ["an import in any case", "from io import open\nopen(x)", "io.open"],
    ["replaced for everyone", "import builtins\nbuiltins.open = fake\nopen(x)", "unknown"],
    ["a name that a star import may bring", "from numpy import *\nsum(x)", "unknown"],
  ]);
});

describe("star imports", () => {
  answers(meaningOf, [
    ["bring unknown names", "from m import *\nf(x)", "unknown"],
    ["leave imports what they are", "import json\nfrom m import *\njson.dumps(x)", "json.dumps"],
    ["leave what comes after them", "from m import *\ndef f(): pass\nf(x)", "function f"],
    ["may replace a function above", "def f(): pass\nfrom _fast import *\nf(x)", "unknown"],
    [
      "may replace a function above, if there is such a module",
      "def f(): pass\ntry:\n  from _f import *\nexcept E: pass\nf(x)",
      "unknown",
    ],
    ["leave the names of a function alone", "from m import *\ndef f():\n    import re\n    re.sub(x)", "re.sub"],
  ]);
});

describe("what is patched is unknown", () => {
  answers(meaningOf, [
    ["a function of a module", "import json\njson.dumps = fake\njson.dumps(x)", "unknown"],
    ["under another alias", "import json as j\nimport json\nj.dumps = fake\njson.dumps(x)", "unknown"],
    ["in a function", "import json\ndef f():\n    json.dumps = fake\njson.dumps(x)", "unknown"],
    ["imported by name", "import json\nfrom json import dumps\njson.dumps = fake\ndumps(x)", "unknown"],
    ["by setattr", "import json\nsetattr(json, 'dumps', fake)\njson.dumps(x)", "unknown"],
    ["by setattr with any name", "import json\nsetattr(json, name, fake)\njson.dumps(x)", "unknown"],
    ["in a tuple", "import json\na, json.dumps = x\njson.dumps(x)", "unknown"],
    ["by a loop", "import json\nfor json.dumps in x: pass\njson.dumps(x)", "unknown"],
    ["by with", "import json\nwith x as json.dumps: pass\njson.dumps(x)", "unknown"],
    ["deleted", "import json\ndel json.dumps\njson.dumps(x)", "unknown"],
    ["augmented", "import sys\nsys.path += x\nsys.path.append(y)", "unknown"],
    ["a standard stream", "import sys\nsys.stdout = x\nsys.stdout.write(y)", "unknown"],
    ["a method of a class of the module", "class A:\n    def m(self): pass\nA.m = fake\nA().m()", "unknown"],
    ["another function of the module stays", "import json\njson.dumps = fake\njson.loads(x)", "json.loads"],
    ["the same name elsewhere stays", "import json\nother.dumps = fake\njson.dumps(x)", "json.dumps"],
    ["what is only declared stays", "import json\njson.dumps: int\njson.dumps(x)", "json.dumps"],
    ["what is only read stays", "import json\nx = json.dumps\njson.dumps(x)", "json.dumps"],
    ["an element stays no attribute", "import json\njson.table[0] = 1\njson.dumps(x)", "json.dumps"],
  ]);
});

describe("a call runs a function of the module", () => {
  answers(calleeOf, [
    ["by name", "def f(): pass\nf()", "f"],
    ["defined below", "def g():\n    f()\ndef f(): pass\nif x: g()\n[f()]", "f"],
    ["under an alias", "def f(): pass\ng = f\ng()", "f"],
    ["in a function", "def f():\n    def g(): pass\n    g()", "g"],
    ["the constructor of a class", "class A:\n    def __init__(self): pass\nA()", "A.__init__"],
    ["the constructor of a base class", "class A:\n    def __init__(self): pass\nclass B(A): pass\nB()", "A.__init__"],
    ["a method of an instance", "class A:\n    def m(self): pass\nA().m()", "A.m"],
    ["a method of an instance in a variable", "class A:\n    def m(self): pass\na = A()\na.m()", "A.m"],
    ["a method of self", "class A:\n    def m(self): pass\n    def n(self):\n        self.m()", "A.m"],
    [
      "a method of an attribute",
      "class A:\n  def m(self): pass\nclass B:\n  def __init__(self):\n    self.a = A()\n  def n(self):\n    self.a.m()",
      "A.m",
    ],
    ["a private method", "class A:\n    def __m(self): pass\n    def n(self):\n        self.__m()", "A.__m"],
    ["a static method", "class A:\n    @staticmethod\n    def m(): pass\nA.m()", "A.m"],
    [
      "a class method",
      "class A:\n    @classmethod\n    def m(cls): pass\n    @classmethod\n    def n(cls):\n        cls.m()",
      "A.m",
    ],
    ["a method of a base class", "class A:\n    def m(self): pass\nclass B(A): pass\nB().m()", "A.m"],
    [
      "an inherited method of self",
      "class A:\n    def m(self): pass\nclass B(A):\n    def n(self):\n        self.m()",
      "A.m",
    ],
    [
      "the nearest of several base classes",
      "class A:\n  def m(self): pass\nclass B(A): pass\nclass C(A):\n  def m(self): pass\nclass D(B, C): pass\nD().m()",
      "C.m",
    ],
    ["a method of an annotated parameter", "class A:\n    def m(self): pass\ndef f(a: A):\n    a.m()", "A.m"],
    ["a method through the class", "class A:\n    def m(self): pass\nA.m(x)", "A.m"],
    ["a generic function", "def f[T](x: T): pass\nf(1)", "f"],
    ["a method of a generic class", "class A[T]:\n    def m[U](self, x: U): pass\nA().m(1)", "A.m"],
    [
      "an overridden method of an object made here",
      "class A:\n  def m(self): pass\nclass B(A):\n  def m(self): pass\nA().m()",
      "A.m",
    ],
    [
      "self, where the overriding class is another",
      "class B:\n  pass\nclass A:\n  def m(self): pass\nclass C(A):\n  def m(self): pass\nclass D(A):\n  def n(self):\n    self.m()",
      "A.m",
    ],
  ]);
});

describe("a call that may run something else is unknown", () => {
  answers(calleeOf, [
    ["two definitions", "if x:\n    def f(): pass\nelse:\n    def f(): pass\nf()", "unknown"],
    ["a definition and an import", "try:\n    from m import f\nexcept E:\n    def f(): pass\nf()", "unknown"],
    ["a decorator that may wrap it", "@cached\ndef f(): pass\nf()", "unknown"],
    ["a decorator with arguments", "@app.route('/')\ndef f(): pass\nf()", "unknown"],
    [
      "a function that dispatches by type",
      "from functools import singledispatch\n@singledispatch\ndef f(x): pass\n@f.register\ndef _(x: int): pass\nf(1)",
      "unknown",
    ],
    [
      "one that is made so by a call",
      "import functools\ndef f(x): pass\ng = functools.singledispatch(f)\ng(1)",
      "unknown",
    ],
    [
      "an implementation that is registered",
      "from functools import singledispatch\n@singledispatch\ndef f(x): pass\n@f.register(int)\ndef g(x): pass\ng(1)",
      "unknown",
    ],
    [
      "a method that dispatches by type",
      "import functools\nclass A:\n  @functools.singledispatchmethod\n  def m(self, x): pass\n  @m.register\n  def _(self, x: int): pass\nA().m(1)",
      "unknown",
    ],
    [
      "a class method that does",
      "from functools import singledispatchmethod\nclass A:\n  @singledispatchmethod\n  @classmethod\n  def m(cls, x): pass\nA.m(1)",
      "unknown",
    ],
    ["a decorated class", "@singleton\nclass A:\n    def __init__(self): pass\nA()", "unknown"],
    ["an abstract method", "class A:\n  @abstractmethod\n  def m(self): pass\n  def n(self):\n    self.m()", "unknown"],
    ["a property called", "class A:\n    @property\n    def m(self): pass\nA().m()", "unknown"],
    [
      "a method that a subclass overrides",
      "class A:\n  def m(self): pass\n  def n(self):\n    self.m()\nclass B(A):\n  def m(self): pass\nif x: B()\nA.n.f()",
      "unknown",
    ],
    [
      "a parameter whose class has an overriding subclass",
      "class A:\n  def m(self): pass\nclass B(A):\n  def m(self): pass\ndef f(a: A):\n  a.m()",
      "unknown",
    ],
    [
      "a method that an instance replaces",
      "class A:\n  def __init__(self):\n    self.m = fast\n  def m(self): pass\nA().m()",
      "unknown",
    ],
    [
      "a private method that an instance replaces",
      "class A:\n  def __m(self): pass\n  def f(self):\n    self.__m = fast\n    [self.__m()]\n    return (\n      self.__m())",
      "unknown",
    ],
    ["a method that some object replaces", "class A:\n  def m(self): pass\nx.m = fast\nA().m()", "unknown"],
    ["a method behind an unknown base", "class A:\n  def m(self): pass\nclass B(Unknown, A): pass\nB().m()", "unknown"],
    ["a method of an unknown object", "class A:\n    def m(self): pass\nx.m()", "unknown"],
    [
      "a class with its own way to make objects",
      "class A:\n  def __new__(cls): return x\n  def m(self): pass\nA().m()",
      "unknown",
    ],
    ["a class with a metaclass", "class A(metaclass=M):\n  def m(self): pass\nA().m()", "unknown"],
    ["super", "class A:\n  def m(self): pass\nclass B(A):\n  def m(self):\n    super().m()", "unknown"],
    ["a function in a table", "def f(): pass\ntable = {1: f}\ntable[1]()", "unknown"],
    ["a function from a call", "def f(): return g\ndef g(): pass\nf()()", "unknown"],
    ["a parameter", "def f(): pass\ndef g(f):\n    f()", "unknown"],
    ["a private method from outside", "class A:\n    def __m(self): pass\nA().__m()", "unknown"],
    ["a name of a class in its method", "class A:\n    def f(self): pass\n    def g(self):\n        f()", "unknown"],
  ]);
});

describe("a method of a value of known type", () => {
  answers(meaningOf, [
    ["a string", "','.join(x)", "str.join"],
    ["bytes", "b','.join(x)", "bytes.join"],
    ["an f-string", "f'{x}'.upper()", "str.upper"],
    ["a list", "[].sort()", "list.sort"],
    ["a list in a variable", "xs = []\nxs.sort()", "list.sort"],
    ["a dict", "{}.update(x)", "dict.update"],
    ["a compiled pattern", "import re\nP = re.compile('x')\nP.findall(y)", "re.Pattern.findall"],
    ["a match", "import re\nre.match(a, b).group()", "re.Match.group"],
    [
      "an attribute from __init__",
      "class A:\n  def __init__(self):\n    self.xs = []\n  def m(self):\n    self.xs.sort()",
      "list.sort",
    ],
    [
      "an attribute of the class",
      "import re\nclass A:\n  P = re.compile(x)\n  def m(self):\n    self.P.findall(y)",
      "re.Pattern.findall",
    ],
    [
      "an inherited attribute",
      "class A:\n  def __init__(self):\n    self.xs = []\nclass B(A):\n  def m(self):\n    self.xs.sort()",
      "list.sort",
    ],
    ["an open file", "open(x).read()", "io.TextIOWrapper.read"],
    ["an open binary file", "open(x, 'rb').read()", "io.BufferedReader.read"],
    ["a file in with", "with open(x, mode='wb') as f:\n    f.write(y)", "io.BufferedWriter.write"],
    ["a library of ctypes", "import ctypes\nlib = ctypes.CDLL(x)\nlib.f(y)", "ctypes.CDLL.f"],
    ["what an annotation says", "def f(s: str):\n    s.join(x)", "str.join?"],
    ["a bound method under an alias", "join = ','.join\njoin(x)", "str.join"],
    ["words of a line", "for word in line.split():\n    word.upper()", "unknown"],
    ["words of a known line", "for word in 'a b'.split():\n    word.upper()", "str.upper"],
  ]);
});

describe("a method of a value that may be of another type is unknown", () => {
  answers(meaningOf, [
    ["two types", "x = []\nx = {}\nx.update(y)", "unknown"],
    ["None and a list", "x = None\nx = []\nx.sort()", "unknown"],
    [
      "nothing but None",
      "class A:\n  def __init__(self):\n    self.x = None\n  def m(self):\n    self.x.sort()",
      "unknown",
    ],
    [
      "an attribute with two types",
      "class A:\n  def f(self): self.x = []\n  def g(self): self.x = ''\n  def m(self):\n    self.x.sort()",
      "unknown",
    ],
    [
      "an attribute that is set from outside",
      "class A:\n  def f(self): self.x = []\n  def m(self):\n    self.x.sort()\ndef g(a): a.x = {}\nA.m.f()",
      "unknown",
    ],
    [
      "an attribute that a subclass sets",
      "class A:\n  x = []\n  def m(self): pass\nclass B(A):\n  x = {}\ndef f(a: A):\n  a.x.sort()",
      "unknown",
    ],
    [
      "an attribute set by name",
      "class A:\n  def __init__(self, **k):\n    self.x = []\n    setattr(self, a, b)\n  def m(self):\n    self.x.sort()",
      "unknown",
    ],
    [
      "an attribute set by name on a parameter that is said to be of the class",
      "def g(o: A, k): setattr(o, k, 1)\nclass A:\n  def __init__(self):\n    self.x = []\n  def m(self):\n    self.x.sort()",
      "unknown",
    ],
    [
      "an attribute set by name on the object that a method gets under another name",
      "class A:\n  def __init__(me, k):\n    me.x = []\n    setattr(me, k, 1)\n  def m(self):\n    self.x.sort()",
      "unknown",
    ],
    ["a member of an enumeration", "from enum import Enum\nclass A(Enum):\n  X = 'x'\nA.X.upper()", "unknown"],
    [
      "a descriptor",
      "class D:\n  def __get__(self, a, b): return 1\n  def m(self): pass\nclass A:\n  x = D()\nA().x.m()",
      "unknown",
    ],
    ["an attribute of an attribute of a value", "from pathlib import Path\nPath(x).parent.joinpath(y)", "unknown"],
    ["a file with an unknown mode", "open(x, mode).read()", "unknown"],
    ["a path of unknown kind", "import os\nos.path.join(a, b).encode()", "unknown"],
    ["an optional annotation", "def f(s: Optional[str]):\n    s.join(x)", "unknown"],
    ["an annotation and None as default", "def f(s: str = None):\n    s.join(x)", "unknown"],
    ["a context manager that gives what it likes", "with closing(x) as f:\n    f.read()", "unknown"],
    ["an item of a list that others fill", "xs = ['a']\nfill(xs)\nxs[0].upper()", "unknown"],
    ["an item of a list that grows", "xs = ['a']\nxs.append(b)\nfor x in xs:\n    x.upper()", "unknown"],
  ]);
});
