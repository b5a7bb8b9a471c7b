/**
 * Nothing in the engine throws or hangs, whatever the text: programs with tokens and characters taken out, put in and moved, files that
 * end anywhere, and shapes that nobody writes by hand. The seed makes every run the same; `FUZZ_SEED` and `FUZZ_SECONDS` change it.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Engine } from "../../server/src/engine.js";
import { RUNTIME_IDS } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import type { AnalysisSettings } from "../../server/src/settings.js";
import { applied, parser, randomEdit, randomFrom, standardLibrary } from "../unit/syntaxSupport.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SEED = Number(process.env.FUZZ_SEED ?? 20260101);
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 25);

/** One text takes milliseconds, the longest of them seconds; this much means that something does not end, however busy the machine is. */
const LONGEST_MS = 60_000;

const engine = new Engine(parser);

/** Every rule on every runtime, with the fewest preconditions that the settings can ask for. */
const SETTINGS: AnalysisSettings = {
  runtimes: RUNTIME_IDS,
  rules: Object.fromEntries(
    [...RULE_METAS.values()].map((meta) => [
      meta.name,
      { options: Object.fromEntries(meta.options.map((option) => [option.name, option.minimum ?? option.default])) },
    ]),
  ),
  minimumConfidence: "low",
};

/** Asks the engine everything about a text, and checks what every answer has to keep. */
function examine(text: string, random: () => number): void {
  const start = performance.now();
  const module = engine.open(text);
  try {
    const offset = () => Math.floor(random() * (text.length + 1));
    for (const finding of module.analyse(SETTINGS).findings) {
      assertSpan(finding.span, text);
      for (const fix of finding.fixes) for (const edit of fix.edits) assertSpan(edit.span, text);
      for (const { place } of finding.related) assertSpan(place.span, text);
    }
    for (let times = 0; times < 3; times++) {
      const at = offset();
      const { fixes } = module.refactorings(SETTINGS, { start: at, end: Math.min(text.length, at + 20) });
      for (const fix of fixes) for (const edit of fix.edits) assertSpan(edit.span, text);
      module.inspect(SETTINGS, offset());
    }
    module.syntaxErrors();
    // The same module after an edit is another way to the same place.
    const edit = randomEdit(text, random);
    module.edit(edit.start, edit.oldEnd, edit.newText);
    module.analyse(SETTINGS);
  } finally {
    module.dispose();
  }
  const elapsed = performance.now() - start;
  assert.ok(elapsed < LONGEST_MS, `took ${Math.round(elapsed)} ms`);
}

function assertSpan(span: { readonly start: number; readonly end: number }, text: string): void {
  if (!(0 <= span.start && span.start <= span.end && span.end <= text.length))
    assert.fail(`a span from ${span.start} to ${span.end} in a text of ${text.length}`);
}

function examineOrShow(text: string, random: () => number, what: string): void {
  try {
    examine(text, random);
  } catch (error) {
    assert.fail(`${what}: ${(error as Error).stack}\n--- the text:\n${text.slice(0, 2000)}`);
  }
}

/** The programs of this repository that make rules speak. */
function ownPrograms(): string[] {
  const examples = join(ROOT, "examples");
  const pages = join(ROOT, "docs", "rules");
  const texts = readdirSync(examples)
    .filter((name) => name.endsWith(".py"))
    .map((name) => readFileSync(join(examples, name), "utf8"));
  for (const name of readdirSync(pages)) {
    if (!name.endsWith(".md")) continue;
    for (const block of readFileSync(join(pages, name), "utf8").matchAll(/```python[^\n]*\n([\s\S]*?)```/g))
      texts.push(block[1]!);
  }
  return texts;
}

/** A piece of some lines, so that most of the time goes into what differs. */
function pieceOf(text: string, random: () => number): string {
  const lines = text.split("\n");
  const first = Math.floor(random() * lines.length);
  const chunk = lines.slice(first, first + 20 + Math.floor(random() * 100));
  const margin = /^[ \t]*/.exec(chunk.find((line) => line.trim() !== "") ?? "")![0];
  return chunk.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line)).join("\n");
}

/** Takes out, doubles, swaps or moves tokens and lines. */
function shuffled(text: string, random: () => number): string {
  const parts = text.split(random() < 0.3 ? /(\n)/ : /(\w+|\s+|[^\w\s])/);
  const below = (limit: number) => Math.floor(random() * limit);
  for (let times = 1 + below(4); times > 0 && parts.length > 1; times--) {
    const at = below(parts.length);
    const choice = random();
    if (choice < 0.35) parts.splice(at, 1 + below(3));
    else if (choice < 0.6) parts.splice(at, 0, ...parts.slice(at, at + 1 + below(6)));
    else if (choice < 0.8) parts.splice(at, 0, parts[below(parts.length)]!);
    else {
      const other = below(parts.length);
      [parts[at], parts[other]] = [parts[other]!, parts[at]!];
    }
  }
  return parts.join("");
}

describe("the engine answers for any text", () => {
  const own = ownPrograms();

  test("a mutated program", (context) => {
    const random = randomFrom(SEED);
    const library = [...standardLibrary().values()];
    const until = performance.now() + SECONDS * 1000;
    let count = 0;
    for (; performance.now() < until && count < 20_000; count++) {
      const base =
        library.length === 0 || random() < 0.5
          ? own[Math.floor(random() * own.length)]!
          : pieceOf(library[Math.floor(random() * library.length)]!, random);
      const text = random() < 0.5 ? applied(base, randomEdit(base, random)) : shuffled(base, random);
      examineOrShow(text, random, `mutation ${count} of seed ${SEED}`);
    }
    context.diagnostic(`${count} mutations`);
    assert.ok(count >= 20 * SECONDS, `only ${count} mutations in ${SECONDS} s`);
  });

  test("a program that ends anywhere", () => {
    const random = randomFrom(SEED);
    for (const text of own.filter((program) => program.length < 1200).slice(0, 12)) {
      for (let end = 0; end <= text.length; end++) examineOrShow(text.slice(0, end), random, `cut at ${end}`);
    }
  });

  const shapes: Readonly<Record<string, string>> = {
    nothing: "",
    "white space": " \n\t\n\f\n \r\n\r",
    "a null character": "x = 1\0\nfor y in z:\n    len(y)\n",
    "half a surrogate pair": "for \ud83d in x: f(\ude00)\n",
    "a class that is its own base": "class A(A): pass\nclass B(C): pass\nclass C(B): pass\nA().x\nB().y\nC().z()\n",
    "bases in no order": "class A: pass\nclass B(A): pass\nclass C(A, B):\n    def m(self): self.n()\nC().m()\n",
    "names that are made of themselves": "a = b\nb = c\nc = a\na, b = b, a\na += a\nfor a in a: a(a)[a].a\n",
    "functions that return each other": "def f(): return g()\ndef g(): return f()\nfor x in y:\n    f()\n    g()\n",
    "a function that returns itself": "def f(): return f\nwhile True: f()()()\n",
    "nothing but keywords":
      "for while if else try except with def class lambda yield return global nonlocal del import from as in is",
    "a call of nothing": "for x in y: ()()\nfor x in y: (z:=z)()\n",
    "statements of modern Python": [
      "type A[T: int, *U, **V] = dict[T, A]",
      "def f[T](x: T, /, y=1, *, z: T = x) -> T:",
      "    match x:",
      "        case {'a': [b, *c], **d} | A(e, f=g) if h: return f(b)",
      "        case _: pass",
      "    try: pass",
      "    except* E as e: raise",
      "async def g():",
      "    async with a as (b, c), d as e.f: yield",
      "    return [x async for x in y if await x]",
    ].join("\n"),
    "statements of old Python": "print >>f, x\nexec 'x' in y\nraise E, 'x'\nexcept E, e: pass\n`x`\nx <> y\n",
  };
  for (const [name, text] of Object.entries(shapes)) {
    test(name, () => {
      const random = randomFrom(SEED);
      for (let times = 0; times < 20; times++) examineOrShow(text, random, name);
    });
  }

  const long: Readonly<Record<string, (count: number) => string>> = {
    "a long sum": (count) => `x = 1${" + 1".repeat(count)}\nfor i in range(x): f(x)\n`,
    "a long chain of calls": (count) => `for x in y: f${".g()".repeat(count)}\n`,
    "a long chain of comparisons": (count) => `for x in y: x${" < x".repeat(count)}\n`,
    "many parentheses": (count) => `for x in y: ${"(".repeat(count)}x${")".repeat(count)}\n`,
    "many brackets": (count) => `for x in ${"[".repeat(count)}1${"]".repeat(count)}: f(x)\n`,
    "brackets that never close": (count) => `for x in y: f(${"[(".repeat(count)}\n`,
    "a target in parentheses": (count) => `for ${"(".repeat(count)}x,${")".repeat(count)} in y: f(x)\n`,
    "a long assignment": (count) => `${"x = ".repeat(count)}1\nfor i in x: f(x)\n`,
    "many lambdas": (count) => `f = ${"lambda: ".repeat(count)}f\nfor x in y: f()\n`,
    "conditions in conditions": (count) => `for x in y: x${" if x else x".repeat(count)}\n`,
    "many times not": (count) => `for x in y:\n    if ${"not ".repeat(count)}x: x = f(x)\n`,
    "a long condition": (count) => `for x in y:\n    if x${" and x".repeat(count)}: x = f(x)\n`,
    "a long condition in parentheses": (count) =>
      `for x in y:\n    if ${"(".repeat(count)}x${")".repeat(count)}: x = f(x)\n`,
    "many branches": (count) => `for x in y:\n    if x: f(x)\n${"    elif x: f(x)\n".repeat(count)}    else: g(x)\n`,
    "nested branches": (count) => {
      const depth = Math.min(count, 200);
      const heads = Array.from({ length: depth }, (_, level) => `${" ".repeat(level + 1)}if x:`);
      const tails = Array.from({ length: depth }, (_, level) => `${" ".repeat(depth - level)}else: return f(x)`);
      return `def g(y):\n for x in y:\n${[...heads, `${" ".repeat(depth + 1)}return f(x)`, ...tails].map((line) => ` ${line}`).join("\n")}\ng(1)\n`;
    },
    "a nested tuple": (count) =>
      `${"(".repeat(count)}a${",)".repeat(count)} = ${"(".repeat(count)}1${",)".repeat(count)}\nfor x in a: f(a)\n`,
    "a nested annotation": (count) =>
      `def f(x: ${"list[".repeat(count)}int${"]".repeat(count)}):\n    for y in x: g(y[0])\n`,
    "a nested subscript": (count) => `for x in y: x${"[0]".repeat(count)}.f()\n`,
    "a nested call": (count) => `for x in y: ${"f(".repeat(count)}x${")".repeat(count)}\n`,
    "many decorators": (count) => `${"@f\n".repeat(count)}def g(): pass\nfor x in y: g()\n`,
    "many context managers": (count) => `for x in y:\n    with ${"f() as g, ".repeat(count)}f(): h(x)\n`,
    "many global statements": (count) =>
      `def f():\n${Array.from({ length: count }, (_, i) => `    global a${i}\n    a${i} = 1`).join("\n")}\nfor x in y: f(a1)\n`,
    "many clauses": (count) => `[x ${"for x in x ".repeat(count)}]\n`,
    "nested loops": (count) =>
      `${Array.from({ length: Math.min(count, 90) }, (_, depth) => `${" ".repeat(depth)}for x in y:`).join("\n")}\n${" ".repeat(100)}f(x)\n`,
    "many names of one list": (count) =>
      `${Array.from({ length: count }, (_, i) => `a${i + 1} = a${i}`).join("\n")}\na0 = [1]\nfor x in a${count}: f(x)\n`,
    "many functions in a row": (count) =>
      `${Array.from({ length: count }, (_, i) => `def f${i}(x):\n    return f${i + 1}(x)`).join("\n")}\nfor x in y:\n    f0(x)\n`,
    "functions that call each other twice": (count) =>
      `${Array.from({ length: Math.min(count, 300) }, (_, i) => `def f${i}(x):\n    if x: f${i + 1}(x)\n    return f${i + 1}(x) + f${i + 2}(x)`).join("\n")}\nfor x in y:\n    f0(x)\n`,
    "everything calls everything": (count) =>
      Array.from(
        { length: Math.min(count, 40) },
        (_, i) =>
          `def f${i}(x):\n    for y in x:\n${Array.from({ length: 40 }, (_, j) => `        f${j}(y)`).join("\n")}`,
      ).join("\n"),
    "many checks": (count) =>
      `for row in rows:\n${Array.from({ length: count }, (_, i) => `    if row.a${i} is None: row.a${i} = 0`).join("\n")}\n`,
    "a long line": (count) => `for x in y: ${"f(x); ".repeat(count)}\n`,
    "many classes in a row": (count) =>
      `${Array.from({ length: count }, (_, i) => `class C${i + 1}(C${i}):\n    def m(self): return self.m${i}()`).join("\n")}\nfor x in y: C${count}().m()\n`,
  };
  for (const [name, make] of Object.entries(long)) {
    test(name, () => {
      const random = randomFrom(SEED);
      for (const count of [10, 300, 20_000]) examineOrShow(make(count), random, `${name}, ${count}`);
    });
  }
});
