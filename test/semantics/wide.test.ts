/**
 * Values that are said to outgrow a machine word, against what they are when the loop runs: random loops run under CPython, with the
 * calculation that is named in a recorder. Where a mask is said to do as well in each step, the result with it is the same.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ModuleFacts } from "../../server/src/semantics/module.js";
import { type WideValue, wideValuesIn } from "../../server/src/semantics/wideValues.js";
import { Field, Kind } from "../../server/src/syntax/kinds.generated.js";
import { Random } from "../fuzz/rewrites/random.js";
import { cannotRun } from "../unit/syntaxSupport.js";
import { findPython, jsonLines, parser } from "./pythons.js";

const PROGRAMS = 400;
const ROUNDS = 400;

/** Names are still small in the first rounds. */
const LEAST_SHARE = 0.1;

interface Answer {
  readonly id: number;
  readonly times: number;
  readonly wide: number;
  readonly same: boolean | null;
}

const FACTORS = [2, 3, 31, 131, 1000003, 16777619, 2654435761, "0xCC9E2D51", "6364136223846793005"];
const MASKS = [24, 31, 32, 48, 60, 62, 64].map((bits) => `((1 << ${bits}) - 1)`);
const MODULI = ["1000000007", "((1 << 61) - 1)", "2**64", "97"];

/** A line that makes a name from itself. */
function step(random: Random, name: string): string {
  const factor = random.pick(FACTORS);
  const term = random.pick(["i", "7", "(i & 255)", "0x9E3779B9"]);
  switch (random.below(7)) {
    case 0:
      return `${name} = ${name} * ${factor} + ${term}`;
    case 1:
      return `${name} = (${name} << ${random.between(1, 20)}) ^ ${term}`;
    case 2:
      return `${name} *= ${factor}`;
    case 3:
      return `${name} = ${name} + ${term}`;
    case 4:
      return `${name} ^= ${term}`;
    case 5:
      return `${name} >>= ${random.between(1, 7)}`;
    default:
      return `${name} = ${term} + ${factor} * ${name}`;
  }
}

function cut(random: Random, name: string): string {
  if (random.chance(0.7)) return `${name} & ${random.pick(MASKS)}`;
  return `${name} % ${random.pick(MODULI)}`;
}

/** A loop that changes a number or two, and cuts them in each round, after the loop, or not at all. */
function program(random: Random): string {
  const names = random.chance(0.3) ? ["x", "y"] : ["x"];
  const body = names.flatMap((name) => {
    const steps = Array.from({ length: random.between(1, 4) }, () => step(random, name));
    if (random.chance(0.2)) steps.push(`t = ${name} * ${random.pick(FACTORS)}`, `${name} = t`);
    if (random.chance(0.6)) steps.push(`${name} = ${cut(random, name)}`);
    return steps;
  });
  const result = names.map((name) => (random.chance(0.7) ? cut(random, name) : name)).join(", ");
  return [
    "def run(n):",
    ...names.map((name) => `    ${name} = ${random.pick([1, 17, 2166136261])}`),
    "    for i in range(n):",
    ...body.map((line) => `        ${line}`),
    `    return ${result}`,
    "",
  ].join("\n");
}

/** The text with the calculation in a call that looks at its value. */
function marked(module: ModuleFacts, text: string, { node, name }: WideValue): string {
  const { tree } = module;
  const end = tree.endOf(node);
  if (tree.kind[node] === Kind.augmented_assignment) return `${text.slice(0, end)}; marked(${name})${text.slice(end)}`;
  return `${text.slice(0, tree.startOf(node))}marked(${tree.textOf(node)})${text.slice(end)}`;
}

/** The text with the mask or the remainder behind each step of the name. */
function cutEarlier(module: ModuleFacts, text: string, { name, cut: where }: WideValue): string {
  const { tree } = module;
  const operator = tree.textOf(tree.childByField(where, Field.operator)).charAt(0);
  const limit = tree.textOf(tree.childByField(where, Field.right));
  return text.replace(
    new RegExp(`^        ${name} .*$`, "gm"),
    (line) => `${line}; ${name} = ${name} ${operator} ${limit}`,
  );
}

test("what is said to outgrow a machine word does, and a mask in each step gives the same", async () => {
  const python = findPython();
  if (python === undefined) return cannotRun("no Python is installed");
  const random = new Random(20261130);
  const requests = [];
  let earlier = 0;
  for (let id = 0; id < PROGRAMS; id++) {
    const text = program(random);
    const module = new ModuleFacts(parser.parse(text));
    for (const value of module.parts.flatMap((rows) => wideValuesIn(module, rows))) {
      if (value.couldBeCutEarlier) earlier++;
      requests.push({
        id,
        text: marked(module, text, value),
        earlier: value.couldBeCutEarlier ? cutEarlier(module, text, value) : "",
        rounds: ROUNDS,
      });
    }
  }
  assert.ok(requests.length >= PROGRAMS / 4, `${requests.length} of ${PROGRAMS} programs have wide values`);
  assert.ok(earlier >= PROGRAMS / 30, `${earlier} could be cut earlier`);
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const texts = new Map(requests.map((request) => [request.id, request]));
  let answers = 0;
  for await (const { id, times, wide, same } of jsonLines<Answer>(python, "wide_check.py", [], input)) {
    const { text, earlier } = texts.get(id)!;
    answers++;
    assert.ok(times >= ROUNDS && wide >= LEAST_SHARE * times, `${wide} of ${times} are wide:\n${text}`);
    assert.notEqual(same, false, `another result when it is cut earlier:\n${text}\n${earlier}`);
  }
  assert.equal(answers, requests.length);
});
