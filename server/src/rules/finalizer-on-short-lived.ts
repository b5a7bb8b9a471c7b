/** Objects with `__del__` that a hot loop makes. */
import type { Heat } from "../semantics/hotness.js";
import type { ClassInfo, FunctionInfo } from "../semantics/model.js";
import type { Rows } from "../semantics/rows.js";
import { Field } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "finalizer-on-short-lived";

export const finalizerOnShortLived: Rule = {
  meta: {
    name: "finalizer-on-short-lived",
    summary: "Objects of a class with __del__ that a hot loop makes",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "The object is always made in memory and registered, and the collector calls __del__ later.",
        evidence: [PAIR],
      },
      cpython: { speaks: true, because: "Each object costs a call of __del__.", evidence: [PAIR] },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    const { tree, values } = module;
    for (const call of module.loopCalls.in(rows).calls) {
      const value = values.of(tree.childByField(call, Field.function));
      if (value?.kind !== "class") continue;
      const finalizer = values.memberOf(value.cls, "__del__", value.exact);
      if (finalizer !== undefined) report(context, call, value.cls, finalizer, module.hotness.of(call));
    }
  },
};

function report(context: RuleContext, call: Node, cls: ClassInfo, finalizer: FunctionInfo, heat: Heat): void {
  const { module } = context;
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(call),
    what: `Each ${cls.name} has a __del__ that has to be called when it is gone.`,
    why: `They are made in ${hotBecause(module, heat)}. Against objects without __del__, making one took ${cost.figures}.`,
    advice: "Release what the object holds by a with statement or a close(), and leave __del__ out.",
    confidence: module.hotness.confidence(heat),
    related: [{ message: "__del__", place: module.placeOf(module.tree.childByField(finalizer.node, Field.name)) }],
  });
}
