/** Questions to the semantics, asked of a few lines of Python, with answers in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Heat } from "../../server/src/semantics/hotness.js";
import type { Instance, Value } from "../../server/src/semantics/model.js";
import { ModuleFacts } from "../../server/src/semantics/module.js";
import { isLoopNode } from "../../server/src/semantics/surroundings.js";
import { Field, Kind } from "../../server/src/syntax/kinds.generated.js";
import { NONE, type Node } from "../../server/src/syntax/tree.js";
import { parser } from "./syntaxSupport.js";

/** The facts of a text. A text with a syntax error is a mistake of the test. */
export function factsOf(code: string): ModuleFacts {
  const tree = parser.parse(code);
  assert.equal(tree.hasError(0), false, `not Python: ${code}`);
  return new ModuleFacts(tree);
}

/** What the call that starts on the last line means: `json.dumps`, `function f`, `class C`, `value of int`, `unknown`. */
export function meaningOf(code: string): string {
  const facts = factsOf(code);
  const call = callOnLastLine(facts);
  return valueInWords(facts.values.of(facts.tree.childByField(call, Field.function)));
}

/** The function of the module that the call that starts on the last line runs, or `unknown`. */
export function calleeOf(code: string): string {
  const facts = factsOf(code);
  const callee = facts.calls.calleeOf(callOnLastLine(facts));
  if (callee === undefined) return "unknown";
  return callee.owner === null ? callee.name : `${callee.owner.name}.${callee.name}`;
}

function callOnLastLine(facts: ModuleFacts): Node {
  const last = facts.lines.count - (facts.tree.text.endsWith("\n") ? 2 : 1);
  const call = facts.index.all(Kind.call).find((node) => facts.lines.lineAt(facts.tree.startOf(node)) === last);
  assert.ok(call !== undefined, `no call on the last line of: ${facts.tree.text}`);
  return call;
}

function valueInWords(value: Value | undefined): string {
  switch (value?.kind) {
    case "external":
      return value.certain ? value.name : `${value.name}?`;
    case "function":
      return `function ${value.fn.name}`;
    case "class":
      return `class ${value.cls.name}`;
    case "instance":
      return `value of ${typeInWords(value)}`;
    default:
      return "unknown";
  }
}

function typeInWords(type: Instance): string {
  const items = type.element === null ? "" : `[${typeInWords(type.element)}]`;
  return `${type.type}${items}${type.certain ? "" : "?"}`;
}

/** The type of the expression on the last line: `int`, `list[str]`, `int?` where only an annotation says so, `unknown`. */
export function typeOf(code: string): string {
  const facts = factsOf(code);
  const { tree } = facts;
  let statement: Node = NONE;
  for (let node = 0; node < tree.count; node++) if (tree.kind[node] === Kind.expression_statement) statement = node;
  const type = facts.values.typeOf(tree.firstNamed(statement));
  return type === undefined ? "unknown" : typeInWords(type);
}

type RoundsInWords = number | "endless" | "unknown";

/** The rounds of the last loop of the text: a number, `endless` or `unknown`. */
export function roundsOf(code: string): RoundsInWords {
  const facts = factsOf(code);
  return roundsInWords(facts, loopsOf(facts).at(-1));
}

/** The same for the first loop of the text. */
export function roundsOfFirst(code: string): RoundsInWords {
  const facts = factsOf(code);
  return roundsInWords(facts, loopsOf(facts)[0]);
}

function loopsOf(facts: ModuleFacts): Node[] {
  const loops: Node[] = [];
  for (let node = 0; node < facts.tree.count; node++) if (isLoopNode(facts.tree.kind[node]!)) loops.push(node);
  return loops;
}

function roundsInWords(facts: ModuleFacts, loop: Node | undefined): RoundsInWords {
  assert.ok(loop !== undefined, `no loop in: ${facts.tree.text}`);
  const { rounds } = facts.surroundings.loopAt(loop);
  if (rounds === null) return "unknown";
  return rounds === Number.POSITIVE_INFINITY ? "endless" : rounds;
}

/** The heat of the first call of `target()`, and the facts around it. */
export function heatAtTarget(code: string): { facts: ModuleFacts; heat: Heat; call: Node } {
  const facts = factsOf(code);
  const { tree } = facts;
  const call = facts.index
    .all(Kind.call)
    .find((node) => tree.textOf(tree.childByField(node, Field.function)) === "target");
  assert.ok(call !== undefined, `no call of target() in: ${code}`);
  return { facts, heat: facts.hotness.of(call), call };
}

/**
 * How hot the first call of `target()` is: `cold`, or `hot` with the line of the loop and the functions on the way, `hot through line 3,
 * f, g`. A `!` after `hot` stands for nested or endless loops.
 */
export function heatOf(code: string): string {
  const { facts, heat } = heatAtTarget(code);
  if (!facts.hotness.isHot(heat, "pypy")) return "cold";
  const chain = heat.chain.map((step) => `, ${step.callee.name}`).join("");
  const loop = heat.loop === null ? "a comment" : `line ${facts.lineNumber(heat.loop.node)}`;
  return `hot${facts.hotness.confidence(heat) === "high" ? "!" : ""} through ${loop}${chain}`;
}

/** The confidence that the heat of the first call of `target()` gives, which is hot. */
export function confidenceAtTarget(code: string): string {
  const { facts, heat } = heatAtTarget(code);
  assert.ok(facts.hotness.isHot(heat, "pypy"), `cold: ${code}`);
  return facts.hotness.confidence(heat);
}

/** One test for each entry: a title, some code, and the answer. */
export function answers<T>(
  question: (code: string) => T,
  entries: readonly (readonly [title: string, code: string, answer: NoInfer<T>])[],
): void {
  for (const [title, code, answer] of entries) test(title, () => assert.deepEqual(question(code), answer, code));
}

/** Lines of Python, for code that is easier to read that way. */
export function lines(...parts: readonly string[]): string {
  return `${parts.join("\n")}\n`;
}
