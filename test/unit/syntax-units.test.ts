import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { KIND_NAMES, Kind } from "../../server/src/syntax/kinds.generated.js";
import { PythonParser, type SyntaxDocument } from "../../server/src/syntax/parser.js";
import type { UnitTree } from "../../server/src/syntax/units.js";
import { assertSameUnits, parser, WASM } from "./syntaxSupport.js";

const TEXT = `import os  # first

@decorated
class A(Base):
    """Doc."""
    limit = 1

    def one(self):
        return self.limit

    # note
    @property
    def two(self):
        return 2

    class Inner:
        x = 1

def three():
    pass
`;

function open(text: string): SyntaxDocument {
  return parser.open(text);
}

/** The first unit whose text contains a word. */
function unitWith(document: SyntaxDocument, word: string) {
  const unit = document.units().units.find(({ text }) => text.includes(word));
  assert.ok(unit, word);
  return unit;
}

/** The unit that holds another, or undefined at module level. */
function ownerOf(document: SyntaxDocument, unit: UnitTree): UnitTree | undefined {
  const { units, owners } = document.units();
  return units[owners[units.indexOf(unit)]!];
}

/** Where a unit stands in the text. */
function startOf(document: SyntaxDocument, unit: UnitTree): number {
  const { units, starts } = document.units();
  return starts[units.indexOf(unit)]!;
}

/** Replaces a part of the text of a document that occurs once. */
function replace(document: SyntaxDocument, old: string, replacement: string): void {
  const start = document.text.indexOf(old);
  assert.ok(start >= 0, old);
  document.edit(start, start + old.length, replacement);
}

describe("the units of a module", () => {
  const document = open(TEXT);
  const { units, fresh } = document.units();

  test("are its statements, with classes opened", () => {
    assert.deepEqual(
      units.map((unit) => [KIND_NAMES[unit.kind[0]!], unit.text.split("\n")[0]]),
      [
        ["import_statement", "import os"],
        ["comment", "# first"],
        ["decorated_definition", "@decorated"],
        ["expression_statement", '"""Doc."""'],
        ["expression_statement", "limit = 1"],
        ["function_definition", "def one(self):"],
        ["comment", "# note"],
        ["decorated_definition", "@property"],
        ["class_definition", "class Inner:"],
        ["expression_statement", "x = 1"],
        ["function_definition", "def three():"],
      ],
    );
    assert.deepEqual(fresh, units);
  });

  test("know the class around them", () => {
    const [, , a] = units;
    assert.equal(ownerOf(document, unitWith(document, "def one")), a);
    assert.equal(ownerOf(document, unitWith(document, "class Inner")), a);
    assert.equal(ownerOf(document, unitWith(document, "x = 1")), unitWith(document, "class Inner"));
    assert.equal(ownerOf(document, unitWith(document, "def three")), undefined);
  });

  test("have positions of their own", () => {
    for (const unit of units) {
      assert.equal(unit.startOf(0), 0);
      assert.equal(unit.endOf(0), unit.text.length);
      assert.equal(document.text.slice(startOf(document, unit), startOf(document, unit) + unit.text.length), unit.text);
    }
  });

  test("end, for a class, before its body", () => {
    const a = unitWith(document, "@decorated");
    assert.equal(a.text, "@decorated\nclass A(Base):");
    assert.equal(a.kind.includes(Kind.block), false);
    assert.equal(a.kind.includes(Kind.class_definition), true);
  });

  test("are the same list until the next edit", () => {
    assert.equal(document.units(), document.units());
  });
});

describe("after an edit", () => {
  test("only the touched unit is new, the others move", () => {
    const document = open(TEXT);
    const before = document.units().units;
    const three = unitWith(document, "three");
    const start = startOf(document, three);
    replace(document, "self.limit\n", "self.limit + 1\n");
    const { units, fresh } = document.units();
    assert.deepEqual(
      fresh.map((unit) => unit.text),
      ["def one(self):\n        return self.limit + 1"],
    );
    assert.deepEqual(
      units.filter((unit) => !fresh.includes(unit)),
      before.filter((unit) => !unit.text.startsWith("def one")),
    );
    assert.equal(startOf(document, three), start + 4);
    document.dispose();
  });

  test("a renamed identifier makes its unit new", () => {
    const document = open("aa = 1\nbb = 2\ncc = 3\n");
    document.units();
    replace(document, "bb", "b2");
    assert.deepEqual(
      document.units().fresh.map((unit) => unit.text),
      ["b2 = 2"],
    );
    document.dispose();
  });

  test("methods stay when the class changes, and get another owner", () => {
    const document = open(TEXT);
    document.units();
    const one = unitWith(document, "def one");
    replace(document, "(Base)", "(Base, Other)");
    assert.deepEqual(
      document.units().fresh.map((unit) => unit.text),
      ["@decorated\nclass A(Base, Other):"],
    );
    assert.equal(unitWith(document, "def one"), one);
    assert.equal(ownerOf(document, one), unitWith(document, "class A"));
    document.dispose();
  });

  test("several edits are parsed once", () => {
    const document = open(TEXT);
    document.units();
    replace(document, "import os", "import os, sys");
    replace(document, "    pass", "    return 3");
    replace(document, "three", "four");
    assert.deepEqual(
      document.units().fresh.map((unit) => unit.text),
      ["import os, sys", "def four():\n    return 3"],
    );
    document.dispose();
  });

  test("an edit that is taken back keeps all but the touched unit", () => {
    const document = open(TEXT);
    const before = document.units().units;
    replace(document, "limit = 1", "limit = 2");
    document.units();
    replace(document, "limit = 2", "limit = 1");
    const { units, fresh } = document.units();
    assert.deepEqual(
      fresh.map((unit) => unit.text),
      ["limit = 1"],
    );
    assert.equal(units.filter((unit) => before.includes(unit)).length, before.length - 1);
    document.dispose();
  });

  test("an edit that changes nothing keeps every unit", () => {
    const document = open(TEXT);
    const before = document.units().units;
    document.edit(TEXT.indexOf("self.limit"), TEXT.indexOf("self.limit") + 4, "self");
    assert.deepEqual(document.units().fresh, []);
    assert.deepEqual(document.units().units, before);
    document.dispose();
  });

  test("units before a broken place stay, also when no module can be made of the text", () => {
    const document = open(TEXT);
    const [first, second] = document.units().units;
    for (const broken of ["foo(", "x = [1,", 's = "', "def f(", "if x", "class B(", 'f"{', '"""']) {
      replace(document, "limit = 1", broken);
      const { units } = document.units();
      assert.deepEqual(units.filter((unit) => !unit.isBracket).slice(0, 2), [first, second], broken);
      replace(document, broken, "limit = 1");
      document.units();
    }
    document.dispose();
  });

  test("asking for the tree in between loses nothing", () => {
    const document = open(TEXT);
    document.units();
    replace(document, "limit = 1", "limit = 12");
    document.tree();
    replace(document, "limit = 12", "limit = 123");
    document.tree();
    const fresh = open(document.text);
    assertSameUnits(document, fresh, "two trees");
    fresh.dispose();
    document.dispose();
  });

  test("more edits than are collected", () => {
    const document = open(TEXT);
    document.units();
    for (let i = 0; i < 200; i++) document.edit(document.text.length, document.text.length, `x${i} = ${i}\n`);
    const fresh = open(document.text);
    assertSameUnits(document, fresh, "200 edits");
    fresh.dispose();
    document.dispose();
  });
});

describe("memory", () => {
  test("a document that was disposed of can be used again", () => {
    const document = open("x = 1\n");
    document.tree();
    document.dispose();
    document.edit(4, 5, "22");
    assert.equal(document.tree().textOf(0), "x = 22\n");
    assert.equal(document.units().units[0]?.text, "x = 22");
    document.dispose();
  });

  test("does not grow with edits", () => {
    const own = PythonParser.create(WASM);
    const document = own.open(TEXT.repeat(10));
    const type = (count: number) => {
      for (let i = 0; i < count; i++) {
        const at = document.text.indexOf("return 2") + "return 2".length;
        if (i % 2 === 0) document.edit(at, at, " + (1");
        else document.edit(at, at + " + (1".length, "");
        document.units();
      }
    };
    type(100);
    const bytes = own.memoryBytes;
    type(1000);
    assert.equal(own.memoryBytes, bytes);
    document.dispose();
  });

  test("is given back by documents", () => {
    const own = PythonParser.create(WASM);
    const openAndClose = () => {
      const documents = Array.from({ length: 20 }, () => own.open(TEXT.repeat(20)));
      for (const document of documents) document.units();
      for (const document of documents) document.dispose();
    };
    openAndClose();
    const bytes = own.memoryBytes;
    for (let i = 0; i < 20; i++) openAndClose();
    assert.equal(own.memoryBytes, bytes);
  });

  test("running out of it gives an error as root, and then a new parser", () => {
    const real = Reflect.get(globalThis, "WebAssembly");
    let failing = false;
    class Instance {
      readonly exports: object;
      constructor(module: object, imports: object) {
        const { exports } = new real.Instance(module, imports);
        const doc_parse = (document: number) => {
          if (failing) throw new real.RuntimeError("unreachable");
          return exports.doc_parse(document);
        };
        this.exports = { ...exports, doc_parse };
      }
    }
    try {
      Reflect.set(globalThis, "WebAssembly", { Module: real.Module, Instance });
      const own = PythonParser.create(WASM);
      const one = own.open("x = 1\n");
      const other = own.open("y = 2\n");
      const unit = one.units().units[0];
      other.units();
      failing = true;
      one.edit(0, 1, "z");
      assert.equal(one.tree().kind[0], Kind.ERROR);
      assert.deepEqual(one.units().units, []);
      failing = false;
      one.edit(0, 1, "x");
      assert.equal(one.units().units[0]?.text, unit?.text);
      other.edit(0, 1, "yy");
      assert.equal(other.units().units[0]?.text, "yy = 2");
    } finally {
      Reflect.set(globalThis, "WebAssembly", real);
    }
  });
});
