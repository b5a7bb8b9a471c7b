/** What the fixes write, and what they refuse. That results are equal is shown by test/fuzz/rewrites.test.ts, on generated programs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { offersFor, type Rewritten } from "../fuzz/rewrites/rewriting.js";

/** The one offer of this action for the text. */
function offered(text: string, rule: string, action = /./): Rewritten {
  const { rewritten, refusals } = offersFor(text, rule);
  const found = rewritten.filter((offer) => action.test(offer.fix.title));
  assert.equal(found.length, 1, `${found.length} offers; refused: ${refusals.map(({ reason }) => reason).join(" ")}`);
  return found[0]!;
}

/** Asserts that the text becomes the other one. */
function becomes(before: string, after: string, rule: string, action = /./): Rewritten {
  const offer = offered(before, rule, action);
  assert.equal(offer.after, after);
  return offer;
}

/** Asserts that there is no offer, for this reason. */
function refuses(text: string, rule: string, reason: RegExp): void {
  const { rewritten, refusals } = offersFor(text, rule);
  assert.deepEqual(
    rewritten.filter(({ fix }) => fix.kind === "quickfix").map(({ after }) => after),
    [],
  );
  assert.ok(
    refusals.some((refusal) => reason.test(refusal.reason)),
    `refused: ${refusals.map((refusal) => refusal.reason).join(" ")}`,
  );
}

const NONE_CHAIN = "none-check-chain";

/** A function with these statements that a hot loop calls. */
function called(parameters: string, ...body: string[]): string {
  return [
    `def f(${parameters}):`,
    ...body.map((line) => `    ${line}`),
    `    return [${parameters.replace(/[:=][^,]*/g, "")}]`,
    "",
    "",
    "def drive(rows):",
    "    for row in rows:",
    "        f(*row)",
    "",
  ].join("\n");
}

function check(name: string, value: string): string[] {
  return [`if ${name} is None:`, `    ${name} = ${value}`];
}

describe("folding None checks", () => {
  const chain = (...values: string[]): string =>
    called(
      "a, b, c, d, other",
      ...["a", "b", "c", "d"].flatMap((name, position) => check(name, values[position] ?? "1.0")),
    );

  test("one loop, with what must hold", () => {
    const offer = becomes(
      chain("1.0", "-2.5", "0.5", "1e3"),
      called(
        "a, b, c, d, other",
        "a, b, c, d = [",
        "    d if x is None else x",
        "    for x, d in zip((a, b, c, d), (1.0, -2.5, 0.5, 1e3))",
        "]",
      ),
      NONE_CHAIN,
    );
    assert.equal(offer.fix.applicability, "unsafe");
    assert.deepEqual(offer.fix.preconditions, [
      "a, b, c, d are None or float, like the defaults: with mixed types the fold does not help",
    ]);
  });

  test("int and float defaults together are converted", () => {
    const offer = offered(chain("1", "2.0", "3", "4.0"), NONE_CHAIN);
    assert.match(offer.after, /\[\s+float\(d if x is None else x\)\s+for/);
    assert.deepEqual(offer.fix.preconditions, [
      "a, b, c, d are None, floats, or ints of at most 2**53 in size: all become floats",
    ]);
  });

  test("names that may have no value are named", () => {
    const text = `if READY:\n    LIMIT = 1.0\n\n\n${chain("1.0", "LIMIT", "1.0", "1.0")}`;
    assert.match(offered(text, NONE_CHAIN).fix.preconditions[1]!, /^LIMIT has a value here/);
    const certain = `LIMIT = 1.0\n\n\n${chain("1.0", "LIMIT", "1.0", "1.0")}`;
    assert.equal(offered(certain, NONE_CHAIN).fix.preconditions.length, 1);
  });

  test("defaults that can fail or do something stay lazy", () => {
    for (const value of ["~1.5", "f'{other}'", "-other", "other.x", "{other}", "{([],)}", "{other: 1}", "[*other]"]) {
      refuses(chain(value), NONE_CHAIN, /must stay lazy/);
    }
  });

  test("defaults that depend on each other are left alone", () => {
    refuses(chain("1.0", "a"), NONE_CHAIN, /depends on a/);
    refuses(chain("[b]", "[]", "[]", "[]"), NONE_CHAIN, /reads b, which is set after it/);
  });

  test("zip must be the builtin", () => refuses(`zip = None\n${chain()}`, NONE_CHAIN, /zip is not certain/));

  test("annotations and comments are not lost", () => {
    refuses(chain().replace("a = 1.0", "a: float = 1.0"), NONE_CHAIN, /do not all set/);
    refuses(chain().replace("a = 1.0", "a = 1.0  # one"), NONE_CHAIN, /without comments/);
    const two = called(
      "a, b, c, d, e, g, h, i",
      ...["a", "b", "c", "d"].flatMap((name) => check(name, "1.0")),
      "# the others",
      ...["e", "g", "h", "i"].flatMap((name) => check(name, "2.0")),
    );
    const offer = offered(two, NONE_CHAIN);
    assert.equal(offer.fix.title, "Fold 8 None checks into 2 loops (PyPy)");
    assert.match(offer.after, /\n {4}\]\n {4}# the others\n {4}e, g, h, i = \[/);
  });
});

const BRANCHES = "branch-chain";

describe("clamps", () => {
  const chain = (type: string, limit: string, value: string): string =>
    called(
      `a: ${type}, b: ${type}, c: ${type}, d: ${type}`,
      ...["a", "b", "c", "d"].flatMap((name) => [`if ${name} < ${limit}:`, `    ${name} = ${value}`]),
    );

  test("ints by bits", () => {
    const zero = offered(chain("int", "0", "0"), BRANCHES, /^Rewrite 4 checks as bit/);
    assert.match(zero.after, /^ {4}a = a & ~\(a >> 63\)$/m);
    const other = offered(chain("int", "0", "-5"), BRANCHES, /^Rewrite 4 checks as bit/);
    assert.match(other.after, /^ {4}d = \(-5 & \(d >> 63\)\) \| \(d & ~\(d >> 63\)\)$/m);
    assert.deepEqual(other.fix.preconditions, [
      "a, b, c, d are plain ints (no bools) inside 63 bits: -2**63 <= value < 2**63",
    ]);
  });

  test("floats by abs", () => {
    const offer = offered(chain("float", "0", "0.0"), BRANCHES, /^Rewrite 4 checks as float/);
    assert.match(offer.after, /^ {4}a = \(a \+ abs\(a\)\) \* 0\.5$/m);
    assert.deepEqual(offer.fix.preconditions, [
      "a, b, c, d are floats, finite and below 8.9e307, and the sign of a zero does not matter",
    ]);
  });

  test("one loop; safe where all types are certain", () => {
    const fold = (text: string): Rewritten => offered(text, BRANCHES, /^Fold/);
    assert.equal(fold(chain("float", "1.0", "1.0")).fix.applicability, "unsafe");
    const certain = called(
      "p",
      ...["a", "b", "c", "d"].map((name) => `${name} = float(p)`),
      ...["a", "b", "c", "d"].flatMap((name) => [`if ${name} < 1.0:`, `    ${name} = 1.0`]),
      "p = [a, b, c, d]",
    );
    assert.equal(fold(certain).fix.applicability, "safe");
    assert.match(fold(certain).after, /a, b, c, d = \[\s+k if x < c else x\s+for x, c, k in zip\(/);
  });

  test("in a class body nothing is offered: the name may be read from outside", () => {
    const { rewritten } = offersFor(
      "x = 1\ny = 1\n\n\nclass A:\n    if x < 0:\n        x = 0\n    if y < 0:\n        y = 0\n",
      BRANCHES,
    );
    assert.deepEqual(rewritten, []);
  });
});

const GENERATORS = "generator-in-loop";

describe("inlining a generator", () => {
  const PAIRS = [
    "def pairs(n):",
    "    for i in range(n):",
    "        for j in range(i):",
    "            yield i, j",
    "",
    "",
  ];
  const program = (...consumer: string[]): string =>
    [...PAIRS, "", "def total(n):", ...consumer.map((line) => `    ${line}`), ""].join("\n");
  const generator = (parameters: string, body: string[], ...consumer: string[]): string =>
    [
      `def gen(${parameters}):`,
      ...body.map((line) => `    ${line}`),
      "",
      "",
      "def total(n, rows):",
      ...consumer.map((line) => `    ${line}`),
      "",
    ].join("\n");
  const LOOP = ["for i in range(n):", "    yield i"];

  test("loops, names kept apart, nothing to state", () => {
    const offer = becomes(
      program("result = 0", "i = 7", "for a, b in pairs(n):", "    # add", "    result += a * b", "return result, i"),
      program(
        "result = 0",
        "i = 7",
        "for i_2 in range(n):",
        "    for j in range(i_2):",
        "        a, b = i_2, j",
        "        # add",
        "        result += a * b",
        "return result, i",
      ),
      GENERATORS,
    );
    assert.equal(offer.fix.applicability, "safe");
  });

  test("arguments in their order; those over several lines and walruses in parentheses", () => {
    const text = generator(
      "n, low=-1, high=2",
      ["for i in range(n, low, high):", "    yield i"],
      "for x in gen(",
      "    1 +",
      "    n,",
      "    high=(y := 3),",
      "):",
      "    rows.append(x)",
    );
    assert.match(
      offered(text, GENERATORS).after,
      /\n {4}n_2 = \(1 \+\n {8}n\)\n {4}high = \(y := 3\)\n {4}low = -1\n {4}for i in range\(n_2, low, high\):/,
    );
  });

  test("a variable that nobody changes stands for the parameter", () => {
    const text =
      "class A:\n    def items(self):\n        for x in self.rows:\n            yield x\n\n    def total(self):\n        t = 0\n        for y in self.items():\n            t += y\n        return t\n";
    const offer = offered(text, GENERATORS);
    assert.match(offer.after, /t = 0\n {8}for x in self\.rows:\n {12}y = x\n {12}t \+= y\n/);
    assert.deepEqual(offer.fix.preconditions, [
      "neither a subclass nor an object of A has a items of its own",
      "nothing that items calls raises StopIteration: a generator makes a RuntimeError of it, a loop does not",
    ]);
    const changed = generator("n", LOOP, "for x in gen(n):", "    n = x");
    assert.match(offered(changed, GENERATORS).after, /n_2 = n\n {4}for i in range\(n_2\):/);
  });

  test("values that live longer now are named, unless they are numbers or kept anyway", () => {
    const body = ["source = open(path)", "for line in source:", "    number = int(line)", "    yield number"];
    const text = generator("path", body, "for x in gen(rows[0]):", "    rows.append(x)");
    const stated = offered(text, GENERATORS).fix.preconditions;
    assert.match(stated[stated.length - 1]!, /^nothing waits for the values of path, source to be freed/);
    const held = generator("values", ["for value in values:", "    yield value"], "for x in gen(rows):", "    n += x");
    assert.equal(offered(held, GENERATORS).fix.applicability, "safe");
  });

  test("what would end elsewhere is refused", () => {
    const breaks = program(
      "for a, b in pairs(n):",
      "    for c in (a, b):",
      "        pass",
      "    else:",
      "        break",
    );
    refuses(breaks, GENERATORS, /^A break in the loop/);
    refuses(program("for a, b in pairs(n):", "    pass", "else:", "    n = 0"), GENERATORS, /^The loop has an else/);
    const single = generator("n", LOOP, "for x in gen(n):", "    if x:", "        break");
    assert.match(offered(single, GENERATORS).after, /x = i\n {8}if x:\n {12}break/);
  });

  test("what needs a frame of its own is refused", () => {
    const cases: [string[], RegExp][] = [
      [["for i in range(n): yield i"], /not stand on a line of its own/],
      [["for i in range(n):", "    yield i", "    n -= 1"], /after the yield/],
      [["it = iter([])", "while n:", "    yield next(it)"], /calls next/],
      [["for i in range(n):", "    raise StopIteration", "    yield i"], /raises StopIteration/],
      [["import math", ...LOOP], /imports a module/],
      [["for i in range(n):", "    k = lambda: i", "    yield k"], /has a lambda/],
      [["for i in range(n):", "    yield (k for k in (i,))"], /generator expression/],
      [["for i in range(n):", "    for k in gen(i):", "        yield k"], /calls itself/],
      [["for i in range(n):", "    yield f'{i=}'"], /f-string/],
      [["for i in range(n):", "    yield locals()"], /uses locals/],
      [["for i in range(n):", "    if i:", "        k = i", "    yield k"], /k may be read before/],
    ];
    for (const [body, reason] of cases)
      refuses(generator("n", body, "for x in gen(n):", "    rows.append(x)"), GENERATORS, reason);
  });

  test("calls that do not fit are refused", () => {
    const cases: [string, string, RegExp][] = [
      ["n", "gen(n, n=1)", /does not fit/],
      ["n", "gen()", /does not fit/],
      ["n", "gen(*rows)", /with a star/],
      ["n, /", "gen(n=1)", /positional-only/],
      ["n, k=f'{1}'", "gen(n)", /default of k/],
      ["n, k=[]", "gen(n)", /default of k/],
    ];
    for (const [parameters, call, reason] of cases)
      refuses(generator(parameters, LOOP, `for x in ${call}:`, "    rows.append(x)"), GENERATORS, reason);
  });

  test("names from around the function are left to other generators that come here", () => {
    const text = generator(
      "n",
      ["for limit in range(n):", "    yield limit"],
      "for x in gen(n):",
      "    rows.append(x)",
    );
    assert.match(offered(`limit = 3\n\n\n${text}`, GENERATORS).after, /for limit_2 in range\(n\):/);
    assert.match(offered(text, GENERATORS).after, /for limit in range\(n\):\n {8}x = limit\n/);
  });

  test("names must mean the same", () => {
    refuses(
      generator("n", LOOP, "range = list", "for x in gen(n):", "    rows.append(x)"),
      GENERATORS,
      /range means something else/,
    );
    refuses(generator("n", LOOP, "for x in gen(n):", "    rows.append(dir())"), GENERATORS, /uses dir/);
    const secret =
      "class A:\n    def items(self):\n        for x in self.__rows:\n            yield x\n\n\ndef total(rows):\n    a = A()\n    for y in a.items():\n        rows.append(y)\n";
    refuses(secret, GENERATORS, /__rows is private/);
    const closure =
      "def total(rows):\n    def gen():\n        for x in rows:\n            yield x, late\n\n    for y, z in gen():\n        late = y\n";
    refuses(closure, GENERATORS, /late may have no value/);
  });
});

const FIELDS = "per-field-unpack";

describe("unpacking a record at once", () => {
  const program = (imports: string, ...body: string[]): string =>
    [
      imports,
      "",
      "",
      "def read(buf, offset, count, out):",
      "    for i in range(count):",
      ...body.map((line) => `        ${line}`),
      "",
    ].join("\n");
  const X = 'struct.unpack_from("<d", buf, offset)[0]';
  const Y = 'struct.unpack_from("<d", buf, offset + 8)[0]';

  test("statements that only name the fields become one", () => {
    const offer = becomes(
      program("import struct", `x = ${X}`, `(y,) = ${Y.slice(0, -3)}`, "out.append(x + y)"),
      program(
        'import struct\n\n\n_RECORD = struct.Struct("<2d")',
        "x, y = _RECORD.unpack_from(buf, offset)",
        "out.append(x + y)",
      ),
      FIELDS,
    );
    assert.deepEqual(offer.fix.preconditions, [
      "buf holds the whole record, and offset is an int that is not negative",
    ]);
  });

  test("fields are read before the first statement that uses one", () => {
    const offer = becomes(
      program("import struct", `x = ${Y} * 2`, `out.append(${X})`),
      program(
        'import struct\n\n\n_RECORD = struct.Struct("<2d")',
        "field_0, field_1 = _RECORD.unpack_from(buf, offset)",
        "x = field_1 * 2",
        "out.append(field_0)",
      ),
      FIELDS,
    );
    assert.match(offer.fix.preconditions[1]!, /^buf does not change between the reads/);
  });

  test("records that are read in one module get constants of their own, also when they are made together", () => {
    const text = program("import struct", `x = ${X}`, `y = ${Y}`, "out.append(x + y)");
    const second = text.slice(text.indexOf("def read")).replace("def read", "def read_more").replaceAll("<d", "<q");
    const { rewritten } = offersFor(`${text}\n\n${second}`, FIELDS);
    assert.deepEqual(
      rewritten.map(({ fix }) => fix.edits[0]!.newText.split("\n")[0]),
      ['_RECORD = struct.Struct("<2d")', '_RECORD_2 = struct.Struct("<2q")'],
    );
  });

  test("reads that are made for each round or call are refused", () => {
    refuses(
      program("import struct", `out.append([${X} + ${Y} for offset in (0, 16)])`),
      FIELDS,
      /lambda or comprehension/,
    );
    refuses(program("import struct", `x = ${X}`, `out.append(lambda: ${Y})`), FIELDS, /lambda or comprehension/);
  });

  test("struct must be there when the module is loaded", () => {
    const body = [`x = ${X}`, `y = ${Y}`, "out.append(x + y)"];
    refuses(program("", "import struct", ...body), FIELDS, /not imported at module level/);
    refuses(`${program("", ...body)}\n\nimport struct\n`, FIELDS, /not imported at module level/);
    refuses(
      program("try:\n    import struct\nexcept ImportError:\n    raise", ...body),
      FIELDS,
      /not imported at module level/,
    );
  });

  test("the buffer and the offset must stay what they are", () => {
    refuses(program("import struct", `buf = ${X}`, `y = ${Y}`), FIELDS, /buf is assigned between/);
    refuses(
      program("import struct", `x = ${X.replace("offset", "größe")}`, `größe = ${Y.replace("offset", "größe")}`),
      FIELDS,
      /größe is /,
    );
    refuses(
      program("import struct", `(x,) = (z,) = ${X.slice(0, -3)}`, `(y,) = ${Y.slice(0, -3)}`),
      FIELDS,
      /taken out by patterns/,
    );
  });
});

describe("decoding fields in __init__", () => {
  const field = (name: string, offset: string, self = "self"): string[] => [
    "",
    "@property",
    `def ${name}(${self}) -> float:`,
    `    return struct.unpack_from("<d", ${self}.buf, ${offset})[0]`,
  ];
  const init = ["def __init__(self, buf, offset):", "    self.buf = buf", "    self.offset = offset"];
  const FIELDS_OF_POINT = [...field("x", "self.offset"), ...field("y", "self.offset + 8")];
  const program = (members: readonly string[], ...rest: string[]): string =>
    [
      "import struct",
      "",
      "",
      "class Point:",
      ...members.map((line) => (line === "" ? line : `    ${line}`)),
      "",
      "",
      ...rest,
      "def total(buf, count):",
      "    t = 0.0",
      "    for i in range(count):",
      "        p = Point(buf, 16 * i)",
      "        t += p.x * p.y",
      "    return t",
      "",
    ].join("\n");

  test("slots, annotations and constants", () => {
    const before = program(['"""A point."""', "SIZE = 16", "", ...init, ...FIELDS_OF_POINT]);
    const after = program([
      '"""A point."""',
      "",
      "SIZE = 16",
      "x: float",
      "y: float",
      '__slots__ = ("x", "y")',
      "",
      init[0]!,
      "    self.x, self.y = _POINT.unpack_from(buf, offset)",
    ]).replace("class Point", '_POINT = struct.Struct("<2d")\n\n\nclass Point');
    becomes(before, after, FIELDS);
  });

  test("a class that makes the objects makes them once", () => {
    const line = [
      "class Line:",
      "    def __init__(self, data, at):",
      "        self.data = data",
      "        self.at = at",
      "",
      "    @property",
      "    def end(self):",
      "        return Point(self.data, self.at + 16)",
      "",
      "",
    ];
    const offer = offered(program([...init, ...FIELDS_OF_POINT], ...line), FIELDS);
    assert.match(offer.after, /def __init__\(self, data, at\):\n {8}self\.end = Point\(data, at \+ 16\)\n/);
    assert.match(offer.fix.preconditions[2]!, /^nothing tells one Point of a Line from another/);
    const calls = line.map((text) => text.replace("self.data,", "load(self.data),"));
    refuses(program([...init, ...FIELDS_OF_POINT], ...calls), FIELDS, /do more than make a Point/);
  });

  test("classes that are more than that are refused", () => {
    const cases: [readonly string[], readonly string[], RegExp][] = [
      [[...init, ...FIELDS_OF_POINT], ["class Sub(Point):", "    pass", "", ""], /has a subclass/],
      [[...init, ...FIELDS_OF_POINT, "", "first = x"], [], /constants that are made from its methods/],
      [[...init, ...FIELDS_OF_POINT, "", "x: float = 1.0"], [], /constants that are made|more than the property/],
      [
        [...init, ...FIELDS_OF_POINT.map((text) => text.replace("    return", "    'Doc.'\n        return"))],
        [],
        /has a docstring/,
      ],
      [[...init, "    self.extra = offset + 1", ...FIELDS_OF_POINT], [], /more than keep its arguments/],
      [[...init, ...FIELDS_OF_POINT], ["def f():", "    Point(b'', 0).extra = 1", "", ""], /extra is set/],
      [[...init, ...FIELDS_OF_POINT], ["def f(p):", "    return p.offset", "", ""], /offset is read/],
      [[...init, ...FIELDS_OF_POINT], ["def f(p):", "    return p.__dict__", "", ""], /__dict__ is read/],
    ];
    for (const [members, rest, reason] of cases) refuses(program(members, ...rest), FIELDS, reason);
  });
});
