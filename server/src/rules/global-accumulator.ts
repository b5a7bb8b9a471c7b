/** A number that a hot loop adds up in a global name. */
import type { RuntimeId } from "../findings.js";
import { accumulateLocally } from "../rewrites/accumulateLocally.js";
import { type GlobalAccumulator, globalAccumulatorAt } from "../semantics/globalAccumulators.js";
import type { Rows } from "../semantics/rows.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { isSmallRound } from "./shared/smallRounds.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const INT = "global-accumulator-int";
const FLOAT = "global-accumulator-float";

export const globalAccumulator: Rule = {
  meta: {
    name: "global-accumulator",
    summary: "A number that a hot loop adds up in a global name",
    problem: "warm-up and placement",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because:
          "A float in a global is a new object in each round; an int has a cell of its own and costs next to nothing.",
        evidence: [FLOAT],
      },
      cpython: {
        speaks: true,
        because: "Each round reads and writes the dictionary of the module.",
        evidence: [INT, FLOAT],
      },
    }),
    options: [],
    fixes: [{ title: "Add to a local name, and set the global after the loop", applicability: "unsafe" }],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index } = context.module;
    const done = new Set<Node>();
    for (const assignment of index.between(from, to, Kind.augmented_assignment)) {
      if (done.has(assignment)) continue;
      const found = globalAccumulatorAt(context.module, assignment);
      if (found === undefined) continue;
      for (const other of found.assignments) done.add(other);
      report(context, found);
    }
  },
};

function report(context: RuleContext, found: GlobalAccumulator): void {
  const { module } = context;
  // The local name pays for the rounds of this loop, not for those of a loop that calls its function.
  const hottest = found.assignments
    .map((assignment) => ({ assignment, heat: module.hotness.lexical(assignment) }))
    .reduce((best, other) => (other.heat.rounds > best.heat.rounds ? other : best));
  const { heat } = hottest;
  const pairOf = (runtime: RuntimeId): string | undefined =>
    found.type === "float" ? FLOAT : runtime === "pypy" ? undefined : INT;
  const cost = costOfConstruct(context, heat, pairOf);
  if (cost === null) return;
  const name = found.binding.name;
  const pair = found.type === "float" ? FLOAT : INT;
  const offered = accumulateLocally(
    module,
    found,
    effectOf(pair, "A loop that does nothing else", context.selectedRuntimes),
  );
  const around = module.surroundings.around(hottest.assignment);
  const innermost = around.loops[0]?.node ?? found.loop;
  const isUnsure = !found.certain || around.conditional || !isSmallRound(module, innermost);
  reportConstruct(context, heat, cost, {
    span: module.spanOf(hottest.assignment),
    what: `${name} is a global, and each round changes it there.`,
    why: `It happens in ${hotBecause(module, heat)}. Against a local name, a loop that adds up ${found.type}s took ${cost.figures}.`,
    advice: "Add to a local name, and set the global after the loop.",
    confidence: isUnsure ? "low" : module.hotness.confidence(heat),
    related: found.assignments
      .filter((other) => other !== hottest.assignment)
      .map((other) => ({ message: `${name} changes here, too`, place: module.placeOf(other) })),
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}
