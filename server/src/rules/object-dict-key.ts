/** Objects with `__hash__` and `__eq__` in Python as keys of dicts and sets in a hot loop: each look-up calls both. */
import type { Confidence } from "../findings.js";
import { type HashedUse, hashedUsesIn } from "../semantics/hashedKeys.js";
import type { Heat } from "../semantics/hotness.js";
import type { Rows } from "../semantics/rows.js";
import { Field } from "../syntax/kinds.generated.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct } from "./shared/constructs.js";
import { looksLong } from "./shared/looksLong.js";
import { hotBecause, relatedToHeat } from "./shared/wording.js";

const PAIR = "object-dict-key";

export const objectDictKey: Rule = {
  meta: {
    name: "object-dict-key",
    summary: "Objects with a __hash__ and __eq__ of their own as keys in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "The trace has to leave compiled code for the look-up, which calls __hash__ and __eq__ from there.",
        evidence: [PAIR],
      },
      "cpython-3.14": {
        speaks: true,
        because: "Each look-up calls __hash__ and __eq__ from C.",
        evidence: [PAIR],
      },
      "cpython-3.15": {
        speaks: true,
        because: "Each look-up calls __hash__ and __eq__ from C.",
        evidence: [PAIR],
      },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    if (!module.hashingClasses.any) return;
    const groups = new Map<string, Found[]>();
    for (const use of hashedUsesIn(module, rows)) {
      const heat = module.hotness.of(use.node);
      const key = `${heat.loop?.node} ${use.cls.node}`;
      groups.set(key, [...(groups.get(key) ?? []), { use, heat }]);
    }
    for (const group of groups.values()) report(context, group);
  },
};

interface Found {
  readonly use: HashedUse;
  readonly heat: Heat;
}

/** Reports the uses of keys of one class in one loop, at the first. */
function report(context: RuleContext, group: readonly Found[]): void {
  const [first, ...others] = group;
  if (first === undefined) return;
  const { module } = context;
  const { use, heat } = first;
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  context.report({
    span: module.spanOf(use.node),
    what: `${use.cls.name} objects are keys here, and each look-up calls their __hash__ and __eq__.`,
    why: `They are looked up in ${hotBecause(module, heat)}. Against an int as key, a look-up took ${cost.figures}.`,
    advice: "Use the int or str that __hash__ and __eq__ look at as the key.",
    severity: cost.severity,
    confidence: looksLong(module, use.node, heat)
      ? confidenceOf(
          group.map((found) => found.use),
          module.hotness.confidence(heat),
        )
      : "low",
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: [
      {
        message: `${use.cls.name}.__hash__`,
        place: module.placeOf(module.tree.childByField(use.hash.node, Field.name)),
      },
      ...others.map((other) => ({ message: "Another look-up", place: module.placeOf(other.use.node) })),
      ...relatedToHeat(module, heat),
    ],
    fixes: [],
    refusals: [],
  });
}

/**
 * A type from an annotation, or a container that is not known, lowers the confidence. Where objects are only collected in a set or dict, they are
 * what is wanted, and no other key would do.
 */
function confidenceOf(uses: readonly HashedUse[], hot: Confidence): Confidence {
  const sure = uses.filter((use) => use.certain && use.container !== "collected");
  if (sure.length === 0) return "low";
  return sure.some((use) => use.container === "dict or set") ? hot : hot === "high" ? "medium" : "low";
}
