/** A builtin that reads a generator expression, called in a hot loop: each call makes a generator, each item resumes it. */
import type { Confidence } from "../findings.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

/** The pair that says what a builtin costs. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ["all", "genexpr-into-builtin-all"],
  ["any", "genexpr-into-builtin-any"],
  ["max", "genexpr-into-builtin-max"],
  ["min", "genexpr-into-builtin-min"],
  ["sum", "genexpr-into-builtin-sum"],
]);
const EVIDENCE = [...PAIRS.values()];

export const genexprIntoBuiltin: Rule = {
  meta: {
    name: "genexpr-into-builtin",
    summary: "sum, any, all, min or max over a generator expression, called in a hot loop",
    problem: "generators and async",
    stability: "stable",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "The builtin runs in a loop that is compiled by itself, and the generator's frame stays an object.",
        evidence: EVIDENCE,
      },
      cpython: { speaks: true, because: "A trace does not go through the builtin.", evidence: EVIDENCE },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { byName } = context.module.loopCalls.in(rows);
    for (const [name, pair] of PAIRS) {
      for (const call of byName.get(`builtins.${name}`) ?? []) checkCall(context, call, name, pair);
    }
  },
};

function checkCall(context: RuleContext, call: Node, name: string, pair: string): void {
  const { module } = context;
  const generator = generatorRead(module, call);
  if (generator === NONE || module.tree.hasError(call)) return;
  const heat = module.hotness.of(call);
  const cost = costOfConstruct(context, heat, () => pair);
  if (cost === null) return;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(call),
    what: `${name}() reads a generator expression: each call makes a generator, and each item resumes it.`,
    why: `It runs in ${hotBecause(module, heat)}. Against a loop, ${name}() over six items took ${cost.figures}.`,
    advice: "Where the items are few and cheap, write the loop.",
    confidence: confidenceOf(module, heat, generator),
  });
}

/** The generator expression that is all that the builtin reads, or `NONE`. */
function generatorRead(module: ModuleFacts, call: Node): Node {
  const { tree } = module;
  const written = tree.childByField(call, Field.arguments);
  if (written === NONE) return NONE;
  let generator = written;
  if (tree.kind[written] === Kind.argument_list) {
    const [first, second] = tree.namedChildren(written).filter((node) => tree.kind[node] !== Kind.comment);
    // `max((…), other)` compares the generator itself with something else; `sum((…), 0)` reads it.
    const isOne = second === undefined || tree.kind[second] === Kind.keyword_argument;
    if (first === undefined || !(isOne || tree.textOf(tree.childByField(call, Field.function)) === "sum")) return NONE;
    generator = first;
  }
  if (tree.kind[generator] !== Kind.generator_expression) return NONE;
  for (let clause = tree.firstNamed(generator); clause !== NONE; clause = tree.nextNamed(clause)) {
    if (tree.kind[clause] === Kind.for_in_clause && tree.childOfKind(clause, Kind.kw_async) !== NONE) return NONE;
  }
  return generator;
}

/** High only in nested loops and where the items are known to be numbers: what other objects cost outweighs the generator most often. */
function confidenceOf(module: ModuleFacts, heat: Heat, generator: Node): Confidence {
  const { tree } = module;
  if (heat.declared) return "high";
  if (heat.chain.length > 0 || !(heat.nested || heat.unbounded)) return "low";
  for (let part = tree.firstNamed(generator); part !== NONE; part = tree.nextNamed(part)) {
    const isCondition = tree.kind[part] === Kind.if_clause;
    const computed = isCondition ? tree.firstNamed(part) : part;
    if ((isCondition || tree.field[part] === Field.body) && !isNumber(module, computed)) return "low";
  }
  return module.hotness.confidence(heat);
}

/** Expressions that are numbers or truth values when all their parts are. */
const COMPUTED: ReadonlySet<number> = new Set([
  Kind.parenthesized_expression,
  Kind.unary_operator,
  Kind.not_operator,
  Kind.binary_operator,
  Kind.boolean_operator,
  Kind.comparison_operator,
  Kind.conditional_expression,
]);

/** Nested more deeply, an expression is taken to be anything. */
const DEEPEST = 10;

/** True for what is computed from numbers alone, without a call. */
function isNumber(module: ModuleFacts, node: Node, depth = 0): boolean {
  const { tree, values } = module;
  if (node === NONE || depth > DEEPEST) return false;
  if (COMPUTED.has(tree.kind[node]!)) {
    return tree
      .namedChildren(node)
      .every((part) => tree.field[part] === Field.operators || isNumber(module, part, depth + 1));
  }
  if (tree.kind[node] === Kind.call) return false;
  const type = values.typeOf(node);
  return type?.certain === true && /^(int|float|bool)$/.test(type.type);
}
