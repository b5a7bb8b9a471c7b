/** Masks of 64 bits in hot code: to PyPy they, and what they are applied to, are no machine integers. */
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { WIDEST_MACHINE_INT, wholeNumber } from "../semantics/wideConstants.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct } from "./shared/constructs.js";
import { hotBecause, relatedToHeat } from "./shared/wording.js";

const PAIR = "wide-integer-arithmetic-mask64";
const LATE = "wide-integer-arithmetic-late-mask";
const ON_CPYTHON = "All ints above a few digits are big ints, of 32 bits or of 64.";

export const wideIntegerArithmetic: Rule = {
  meta: {
    name: "wide-integer-arithmetic",
    summary: "Integers that a mask of 64 bits or more is applied to in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Integers above 63 bits are objects with digits of their own, and each operation on them is a call.",
        evidence: [PAIR, LATE],
      },
      "cpython-3.14": { speaks: false, because: ON_CPYTHON, evidence: [PAIR] },
      "cpython-3.15": { speaks: false, because: ON_CPYTHON, evidence: [PAIR] },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { module } = context;
    const groups = new Map<Node, { first: Node; heat: Heat; others: Node[] }>();
    for (const node of [
      ...module.index.between(from, to, Kind.binary_operator),
      ...module.index.between(from, to, Kind.augmented_assignment),
    ].sort((a, b) => a - b)) {
      if (!appliesWideMask(module, node)) continue;
      const heat = module.hotness.of(node);
      if (!module.hotness.isHot(heat, "pypy")) continue;
      const key = module.definitions.functionAround(node)?.node ?? heat.loop?.node ?? node;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { first: node, heat, others: [] });
      else group.others.push(node);
    }
    for (const { first, heat, others } of groups.values()) report(context, first, heat, others);
  },
};

/** `x & MASK` or `x &= MASK` where the mask has more than 63 bits. */
function appliesWideMask(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  const operator = tree.childByField(node, Field.operator);
  if (tree.text[tree.start[operator]!] !== "&" || tree.hasError(node)) return false;
  const isWide = (part: Node): boolean => {
    const mask = wholeNumber(module, part) ?? 0n;
    // Other patterns than a row of ones are tables and flags, which have no narrower form.
    return mask > WIDEST_MACHINE_INT && (mask & (mask + 1n)) === 0n;
  };
  const [left, right] = [tree.childByField(node, Field.left), tree.childByField(node, Field.right)];
  return isWide(right) || (tree.kind[node] === Kind.binary_operator && isWide(left));
}

function report(context: RuleContext, node: Node, heat: Heat, others: readonly Node[]): void {
  const { module } = context;
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  context.report({
    span: module.spanOf(node),
    what: "A mask of more than 63 bits makes a big int of each value that it is applied to.",
    why: `It runs in ${hotBecause(module, heat)}. Against a hash that is kept in 32 bits, one of 64 bits took ${cost.figures}.`,
    advice: "Keep the values below 63 bits, if they are this program's own: another mask gives other values.",
    severity: cost.severity,
    confidence: module.hotness.confidence(heat),
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: [
      ...others.map((other) => ({ message: "Another mask of this width", place: module.placeOf(other) })),
      ...relatedToHeat(module, heat),
    ],
    fixes: [],
    refusals: [],
  });
}
