import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { untrusted } from "../../server/src/syntax/trust.js";
import { cannotRun, parser, standardLibrary } from "./syntaxSupport.js";

/** Which of the statements of a module are not trusted. */
function untrustedStatements(text: string): boolean[] {
  const tree = parser.parse(text);
  const found: boolean[] = [];
  for (let statement = tree.firstNamed(0); statement >= 0; statement = tree.nextNamed(statement)) {
    found.push(untrusted(tree, statement));
  }
  return found;
}

describe("statements that must not give findings", () => {
  const texts: Record<string, string> = {
    "an attribute that goes on in the next line": "self.\nx = 1\n",
    "an assignment that goes on in the next line": "x =\ny = 2\n",
    "an annotated assignment": "x: int =\ny\n",
    "an augmented assignment": "x +=\ny\n",
    "an operator at the end of a line": "x = a +\nb = 3\n",
    "`not` at the end of a line": "x = not\ny\n",
    "a conditional expression": "x if y else\nz\n",
    "a loop without its iterable": "for x in\nfoo(): pass\n",
    "an import without names": "from a import\nb\n",
    "a deletion of the next line": "del\nx\n",
    "a line of a function": "def f():\n    self.\n    x = 1\n",
    "carriage returns": "self.\r\nx = 1\r\n",
    "the print statement": 'print "a"\n',
    "the print statement with a file": "print >>f, x\n",
    "the exec statement": 'exec "x"\n',
    "the operator <>": "a <> b\n",
    "an open bracket": "x = 1\nfoo(a,\n",
    "a missing name": "import a.\n",
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => assert.ok(untrusted(parser.parse(text), 0)));
  }

  test("only where the text is broken", () => {
    assert.deepEqual(untrustedStatements("a = 1\nself.\nb = 2\nc = 3\n"), [false, true, false]);
  });
});

describe("statements that may give findings", () => {
  const texts: Record<string, string> = {
    brackets: "x = (1,\n2)\ny = [\n]\nz = {\n1: 2\n}\nf(\na)\n",
    "line continuations": 'x = \\\n  1\ny = "a" \\\r\n "b"\r\nwith a as b, \\\n  c as d: pass\n',
    strings: 'x = """a\nb"""\ny = """\\n\na"""\nz = f"""{\na}\n"""\n',
    comments: "x = 1  # a\n# b\ny = [  # c\n  # d\n]\n",
    clauses: "if a:\n  b\n# c\nelif d: e\nelse:\n  f\ntry: a\nexcept b: c\nelse: d\nfinally: e\n",
    "loops with else": "for a in b:\n  c\nelse: d\nwhile a:\n\n\n  b\n\nelse:\n  c\n",
    match: "match x:\n  case 1: pass\n  # a\n  case [\n    2\n  ]:\n    pass\n",
    decorators: "@a\n\n# b\n@c(\n)\ndef f(): pass\n@d\nclass A:\n\n  x = 1; y = 2\n",
    "statements without a value": "def f():\n  return\n  yield\n  x\n",
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => assert.ok(untrustedStatements(text).every((found) => !found)));
  }

  test("the standard library", () => {
    const files = standardLibrary();
    if (files.size === 0) cannotRun("Python's standard library is not there");
    for (const name of [
      "argparse.py",
      "dataclasses.py",
      "datetime.py",
      "typing.py",
      "urllib/request.py",
      "zipfile.py",
    ]) {
      assert.ok(
        untrustedStatements(files.get(name) ?? "").every((found) => !found),
        name,
      );
    }
  });
});
