/** A loop over itertools.product or groupby, where plain loops are faster on PyPy. */
import type { Confidence } from "../findings.js";
import { nestProduct } from "../rewrites/nestProduct.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { isComprehension } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls } from "./shared/cheapCalls.js";
import { costOfConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { relatedToHeat } from "./shared/wording.js";

/** What was measured for a function of itertools. */
interface Measured {
  readonly pair: string;
  readonly against: string;
  readonly advice: string;
}

const MEASURED: ReadonlyMap<string, Measured> = new Map([
  [
    "product",
    {
      pair: "itertools-in-hot-loop-product",
      against: "nested loops",
      advice: "Write the loops into each other.",
    },
  ],
  [
    "groupby",
    {
      pair: "itertools-in-hot-loop-groupby",
      against: "a loop that compares each key with the one before",
      advice: "Compare each key with the one before in a plain loop.",
    },
  ],
]);
const EVIDENCE = [...MEASURED.values()].map(({ pair }) => pair);

export const itertoolsInHotLoop: Rule = {
  meta: {
    name: "itertools-in-hot-loop",
    summary: "A hot loop over itertools.product or itertools.groupby",
    problem: "generators and async",
    stability: "stable",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Items of product and groupby pass through calls that the trace does not go into.",
        evidence: EVIDENCE,
      },
      "cpython-3.14": { speaks: false, because: "What they cost there is not the JIT's doing.", evidence: EVIDENCE },
      "cpython-3.15": { speaks: false, because: "What they cost there is not the JIT's doing.", evidence: EVIDENCE },
    },
    options: [],
    fixes: [
      { title: "Write the product as loops in each other (PyPy)", applicability: "safe" },
      { title: "Write the product as loops in each other, under stated preconditions (PyPy)", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, rows: Rows): void {
    const { byName } = context.module.loopCalls.in(rows);
    for (const [name, measured] of MEASURED) {
      for (const call of byName.get(`itertools.${name}`) ?? []) checkCall(context, call, name, measured);
    }
  },
};

function checkCall(context: RuleContext, call: Node, name: string, measured: Measured): void {
  const { module } = context;
  const { tree } = module;
  const loop = tree.parent[call]!;
  const inside = tree.field[call] === Field.right ? insideOf(module, loop) : NONE;
  if (inside === NONE || tree.hasError(call)) return;
  if (name === "product" && !isFixedProduct(module, call)) return;
  // A call that is itself in a hot loop is one that PyPy's JIT cannot enter, and said to be that.
  if (module.hotness.isHot(module.hotness.of(call), "pypy")) return;
  const heat = module.hotness.of(inside);
  const cost = costOfConstruct(context, heat, () => measured.pair);
  if (cost === null) return;
  const offered =
    name === "product" && tree.kind[loop] === Kind.for_statement && !tree.hasError(loop)
      ? nestProduct(module, loop, call, effectOf(measured.pair, "With a small body", context.selectedRuntimes))
      : { fixes: [], refusals: [] };
  context.report({
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: `itertools.${name}() passes on each item of this loop, which the trace does not go into.`,
    why: `Against ${measured.against} it took ${cost.figures}, with a small body.`,
    advice: measured.advice,
    severity: cost.severity,
    confidence: confidenceOf(module, loop, name, heat),
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: relatedToHeat(module, heat).filter(
      (entry) => entry.message !== "The hot loop" || heat.loop?.node !== loop,
    ),
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}

/** Where the items of a loop are used, or `NONE` for what is no loop. */
function insideOf(module: ModuleFacts, loop: Node): Node {
  const { tree } = module;
  if (tree.kind[loop] === Kind.for_statement) {
    const body = tree.childByField(loop, Field.body);
    return body === NONE ? NONE : tree.firstNamed(body);
  }
  const isClause = tree.kind[loop] === Kind.for_in_clause && isComprehension(tree.kind[tree.parent[loop]!]!);
  return isClause ? tree.childByField(loop, Field.left) : NONE;
}

function confidenceOf(module: ModuleFacts, loop: Node, name: string, heat: Heat): Confidence {
  const { tree } = module;
  // The loop that replaces groupby is longer than the call, and in real code other work outweighed what it saves.
  if (name !== "product" && !heat.declared) return "low";
  const round = tree.kind[loop] === Kind.for_statement ? tree.childByField(loop, Field.body) : tree.parent[loop]!;
  const header = tree.childByField(loop, Field.right);
  return hasOnlyCheapCalls(module, round, (call) => tree.contains(header, call))
    ? module.hotness.confidence(heat)
    : "low";
}

/** `product(xs, ys)` can be written as loops: how many iterables there are is known. `product(*lists)` and `product(bits, repeat=n)` cannot. */
function isFixedProduct(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const parts = tree.namedChildren(tree.childByField(call, Field.arguments));
  const iterables = parts.filter((part) => tree.kind[part] !== Kind.comment);
  return (
    iterables.length >= 2 &&
    iterables.every((part) => tree.kind[part] !== Kind.list_splat && tree.kind[part] !== Kind.keyword_argument)
  );
}
