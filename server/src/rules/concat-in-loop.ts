/** A str or bytes that grows by `+=` in a hot loop: each time, all of it is copied. */

import type { Confidence } from "../findings.js";
import { joinPieces } from "../rewrites/joinPieces.js";
import { type Accumulation, accumulationAt } from "../semantics/accumulation.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIRS = { str: "concat-in-loop-str", bytes: "concat-in-loop-bytes" } as const;

export const concatInLoop: Rule = {
  meta: {
    name: "concat-in-loop",
    summary: "Text or bytes that are made longer by += in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Each += copies all that has been collected, text and bytes alike.",
        evidence: [PAIRS.str, PAIRS.bytes],
      },
      cpython: {
        speaks: true,
        because: "Each += copies all the bytes that have been collected; text grows in place.",
        evidence: [PAIRS.bytes, PAIRS.str],
      },
    }),
    options: [],
    fixes: [
      { title: "Collect the pieces and join them once", applicability: "safe" },
      { title: "Collect the pieces and join them once, under stated preconditions", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const reported = new Map<Accumulation["binding"], Node>();
    for (const assignment of context.module.index.between(from, to, Kind.augmented_assignment)) {
      const found = accumulationAt(context.module, assignment);
      if (found === undefined || reported.get(found.binding) === found.outermost.node) continue;
      if (report(context, assignment, found)) reported.set(found.binding, found.outermost.node);
    }
  },
};

/** Reports what a loop makes longer, at the first hot `+=` of it; false where that is not hot or costs nothing. */
function report(context: RuleContext, assignment: Node, found: Accumulation): boolean {
  const { module } = context;
  const { binding, type } = found;
  const around = module.hotness.lexical(assignment);
  // Loops outside of those that make it longer make other values, not a longer one.
  const heat = {
    ...around,
    rounds: Math.min(around.rounds, found.rounds),
    nested: found.nested,
    unbounded: found.unbounded,
  };
  const cost = costOfConstruct(context, heat, () => PAIRS[type]);
  if (cost === null) return false;
  const offered = joinPieces(module, found, effectOf(PAIRS[type], "25,000 pieces", context.selectedRuntimes));
  const others = found.additions.filter((other) => other !== assignment);
  reportConstruct(context, heat, cost, {
    span: module.spanOf(assignment),
    what: `${binding.name} is ${type === "str" ? "a str" : "a bytes object"} that each round makes longer, and each time all of it is copied.`,
    why: `It grows in ${hotBecause(module, heat)}. Against ${type === "str" ? "one join" : "a bytearray"}, 25,000 pieces took ${cost.figures}.`,
    advice:
      type === "str"
        ? "Collect the pieces in a list, and join them once after the loop."
        : "Collect the bytes in a bytearray.",
    confidence: confidenceOf(module, found, heat),
    related: others.map((other) => ({ message: `${binding.name} grows here, too`, place: module.placeOf(other) })),
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
  return true;
}

/** Most loops add a handful of pieces. It takes a thousand for the copies to count, as a file has lines; blocks of it are few, and waited for. */
function confidenceOf(module: ModuleFacts, found: Accumulation, heat: Heat): Confidence {
  if (heat.declared) return "high";
  return isOverFile(module, found) ? "medium" : "low";
}

/** `for line in file`. */
function isOverFile(module: ModuleFacts, { outermost }: Accumulation): boolean {
  if (outermost.kind !== "for") return false;
  const iterated = module.values.typeOf(module.tree.childByField(outermost.node, Field.right));
  return iterated?.type.startsWith("io.") === true;
}
