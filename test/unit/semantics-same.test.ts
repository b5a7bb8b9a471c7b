/** What stays the same from round to round (server/src/semantics/sameEachRound.ts). */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isSameEachRound } from "../../server/src/semantics/sameEachRound.js";
import { Field, Kind } from "../../server/src/syntax/kinds.generated.js";
import { answers, factsOf, lines } from "./semanticsSupport.js";

/** Whether the first argument of `target()` is the same in each round of the first loop. */
function isSame(code: string, mayGrow = false): boolean {
  const { tree, values, index } = factsOf(code);
  const [loop] = index.all(Kind.for_statement);
  const call = index.all(Kind.call).find((it) => tree.textOf(tree.childByField(it, Field.function)) === "target");
  assert.ok(loop !== undefined && call !== undefined, code);
  return isSameEachRound(tree, values, tree.firstNamed(tree.childByField(call, Field.arguments)), loop, mayGrow);
}

const inLoop = (...body: readonly string[]): string =>
  lines("def f(self, xs, a, b):", "    for x in xs:", ...body.map((line) => `        ${line}`));

describe("the same in each round", () => {
  answers(isSame, [
    ["a literal", inLoop("target('text')"), true],
    ["a parameter", inLoop("target(a)"), true],
    ["a constant of the module", `KEY = 1\n${inLoop("target(KEY)")}`, true],
    ["an attribute", inLoop("target(self.pattern)"), true],
    ["an expression of such", inLoop("target('%s' % (a + self.b))"), true],
    ["a copy of such", inLoop("target(list(a.items()))"), true],
    ["a comprehension over such", inLoop("target([y for y in a])"), true],
    ["a name of an attribute that the loop binds elsewhere", inLoop("target(a.x)"), true],
  ]);
});

describe("another thing in each round", () => {
  answers(isSame, [
    ["the target of the loop", inLoop("target(x)"), false],
    ["its attribute", inLoop("target(x.y)"), false],
    ["a part of a literal text", inLoop("target(f'{x}')"), false],
    ["what the loop binds", inLoop("y = a", "target(y)"), false],
    ["what it counts", inLoop("a += 1", "target(a)"), false],
    ["what an inner loop binds", inLoop("for y in a: target(y)"), false],
    ["a comprehension over the target", inLoop("target([y for y in x])"), false],
    ["a call of anything", inLoop("target(a())"), false],
    ["what is awaited", inLoop("target((yield))"), false],
    [
      "a list that grows",
      lines("def f(xs):", "    ys = []", "    for x in xs:", "        ys.append(x)", "        target(ys)"),
      false,
    ],
  ]);
});

test("a list that grows passes for the same where that is asked for", () => {
  const code = lines("def f(xs):", "    ys = []", "    for x in xs:", "        ys.append(x)", "        target(ys)");
  assert.equal(isSame(code, true), true);
});
