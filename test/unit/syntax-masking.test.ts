import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Kind } from "../../server/src/syntax/kinds.generated.js";
import { applyMasks, scanModule } from "../../server/src/syntax/masking.js";
import { scanCell } from "../../server/src/syntax/notebookMasks.js";
import { assertSameTree, assertSameUnits, parser, withoutGaps } from "./syntaxSupport.js";

function masked(text: string): string {
  return applyMasks(text, scanModule(text).masks);
}

function maskedCell(text: string): string {
  return applyMasks(text, scanCell(text).masks);
}

describe("defaults of type parameters (PEP 696)", () => {
  const texts: Record<string, string> = {
    "class A[T = int]: pass\n": "class A[T      ]: pass\n",
    "class A[T: (int, str) = int, *Ts = *tuple[int, ...], **P = [int, str]](B): pass\n":
      "class A[T: (int, str)      , *Ts                   , **P             ](B): pass\n",
    "def f[T = dict[str, int]](x: T) -> T: return x\n": "def f[T                 ](x: T) -> T: return x\n",
    "    async  def f[T=int](): pass\n": "    async  def f[T    ](): pass\n",
    "type X[T = int] = list[T]\n": "type X[T      ] = list[T]\n",
    "class A[\n    T = int,  # = ]\n    U = '],',\n]: pass\n":
      "class A[\n    T      ,  # = ]\n    U       ,\n]: pass\n",
  };
  for (const [text, expected] of Object.entries(texts)) {
    test(text, () => {
      assert.equal(masked(text), expected);
      const tree = parser.parse(text);
      assert.equal(tree.hasError(0), false);
      assert.equal(tree.text, text);
    });
  }

  for (const text of [
    "class A[T]: pass\n",
    "x = A[T == 1]\n",
    "x[y := 1] = 2\n",
    "type = x[0]\n",
    "class_ = A[1]; y = 2\n",
    "class A[T = int\nx = 1\n",
    "class A[T = int] = 3\n",
    "f(lambda: x[0], y=1)\n",
    "A[T = int]\n",
    "subclass A[T = int]: pass\n",
  ]) {
    test(`not: ${text}`, () => assert.equal(masked(text), text));
  }
});

describe("lazy imports (PEP 810)", () => {
  test("become two statements", () => {
    const text = "import a\nlazy import json\nlazy  from x.y import (z,\n  w)\n";
    assert.equal(masked(text), "import a\nNone;import json\nNone; from x.y import (z,\n  w)\n");
    const tree = parser.parse(text);
    assert.equal(tree.hasError(0), false);
    const statements = tree.namedChildren(0);
    assert.deepEqual(
      statements.map((node) => tree.kind[node]),
      [
        Kind.import_statement,
        Kind.expression_statement,
        Kind.import_statement,
        Kind.expression_statement,
        Kind.import_from_statement,
      ],
    );
    assert.equal(tree.textOf(statements[2]!), "import json");
  });

  for (const text of [
    "lazy = 1\n",
    "lazy(import_)\n",
    "x.lazy\n",
    "lazy\nimport a\n",
    "lazy importer\n",
    "x = lazy\n",
  ]) {
    test(`not: ${text}`, () => assert.equal(masked(text), text));
  }
});

describe("notebook cells", () => {
  const texts: Record<string, string> = {
    "%matplotlib inline\nx = 1\n": "0#atplotlib inline\nx = 1\n",
    "for a in b:\n    %timeit f(a)\n": "for a in b:\n    0#imeit f(a)\n",
    "!ls *.py\n!\n": "0#s *.py\n0\n",
    "files = !ls\nt, u = %run x\n": "files = 0#s\nt, u = 0#un x\n",
    "?print\nx.y??\nos.*dir?\n": "0#rint\n0#y??\n0#.*dir?\n",
    "%%time\nx = 1\n": "#%time\nx = 1\n",
    "\n%%bash -s\nls\n\n  pwd": "\n#%bash -s\n#s\n\n  #wd",
    "!ls \\\n  -l \\\n  *.py\nx = 1\n": "0#s \\\n  #l \\\n  #.py\nx = 1\n",
    "x = (a\n% b)\ny = '''\n%z\n'''\nz = 1 \\\n% 2\n": "x = (a\n% b)\ny = '''\n%z\n'''\nz = 1 \\\n% 2\n",
    "x = 5 % 3  # 100%\nassert x != 2\n": "x = 5 % 3  # 100%\nassert x != 2\n",
  };
  for (const [text, expected] of Object.entries(texts)) {
    test(JSON.stringify(text), () => {
      assert.equal(maskedCell(text), expected);
      const tree = parser.parse(text, { notebook: true });
      assert.equal(tree.hasError(0), false);
      assert.equal(tree.text, text);
    });
  }

  test("are an option", () => assert.ok(parser.parse("%time f()\n").hasError(0)));
});

describe("edits", () => {
  /** Makes the edits one by one and compares with a document opened anew after each. */
  function assertEdits(text: string, edits: readonly (readonly [string, string])[], notebook = false): void {
    const document = parser.open(text, { notebook });
    document.units();
    for (const [old, replacement] of edits) {
      const start = document.text.indexOf(old);
      assert.ok(start >= 0, old);
      document.edit(start, start + old.length, replacement);
      const fresh = parser.open(document.text, { notebook });
      assertSameTree(withoutGaps(document.tree()), fresh.tree(), replacement);
      assertSameUnits(document, fresh, replacement);
      fresh.dispose();
    }
    document.dispose();
  }

  test("that make and unmake masks", () =>
    assertEdits("x = 1\nclass A[T]: pass\nimport json\n", [
      ["T]", "T = int]"],
      ["x = 1", "x = 12"],
      ["int", "i"],
      ["= i", ""],
      ["import", "lazy import"],
      ["json", "json, os"],
      ["lazy", "laz"],
      ["laz ", ""],
      ["T ", "T = (\n"],
      ["(\n", "(\n)"],
    ]));

  test("that complete a type parameter list over several lines", () =>
    assertEdits("class A[\n    T = int,\n\n: pass\nx = 1\n", [
      ["\n\n:", "\n]:"],
      ["]:", ":"],
    ]));

  test("of lines that end with a carriage return alone", () =>
    assertEdits("def f(x):\r    # why\r    return x\rclass A[\r    T = int,\r]: pass\ry = 1\r", [
      ["return x", "pass\r    return x"],
      ["# why\r", "# why\r\n"],
      ["\r\n", "\r"],
      ["y = 1\r", "y = 1\n"],
      ["def f(x):\r", "def f(x):"],
      ["def f(x):", "def f(x):\r"],
    ]));

  test("of notebook cells", () =>
    assertEdits(
      "x = 1\n%time f(x)\ny = 2\n",
      [
        ["%time ", "%"],
        ["%f", "f"],
        ["x = 1", "x = (1"],
        ["y = 2", ")\n!ls"],
        ["x = ", "%%bash\n"],
      ],
      true,
    ));

  test("far from masks keep units", () => {
    const document = parser.open("class A[T = int]: pass\nx = 1\ny = 2\n");
    const first = document.units().units[0];
    document.edit(document.text.length - 2, document.text.length - 1, "3");
    assert.equal(document.units().fresh.length, 1);
    assert.equal(document.units().units[0], first);
    document.dispose();
  });
});
