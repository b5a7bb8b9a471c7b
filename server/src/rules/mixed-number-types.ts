/** Values that a hot loop calculates with and that are ints on some paths and floats on others. */
import { type Confidence, type Related, SEVERITIES, type Severity } from "../findings.js";
import { floatLiterals } from "../rewrites/floatLiterals.js";
import type { Heat } from "../semantics/hotness.js";
import {
  callsOf,
  isLiteral,
  type MixedNumber,
  mixedNumbersIn,
  otherOperand,
  usesOfMixed,
} from "../semantics/mixedNumbers.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { loopConstruct } from "../semantics/surroundings.js";
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const DEFAULTS = "mixed-number-types-defaults";
const WHOLE = "mixed-number-types-floor";
const EVIDENCE = [DEFAULTS, WHOLE, "mixed-number-types-8"];

/** Fewer such values in a round save a few nanoseconds (sweep `mixed-values-long` of the lab). */
const WEIGHTY_VALUES = 3;
/** As many as the pairs have at least. */
const MEASURED_VALUES = 6;

export const mixedNumberTypes: Rule = {
  meta: {
    name: "mixed-number-types",
    summary: "Values in a hot loop that are ints on some paths and floats on others",
    problem: "data-driven control flow",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Each such value is a guard that fails, and several multiply the paths that are compiled.",
        evidence: EVIDENCE,
      },
      cpython: {
        speaks: true,
        because: "Arithmetic is specialised for one pair of types, and goes the general way with others.",
        evidence: EVIDENCE,
      },
    }),
    options: [],
    fixes: [
      { title: "Write the ints as floats", applicability: "safe" },
      { title: "Write the ints as floats, where nothing shows their type", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    const groups = new Map<Node, Found[]>();
    for (const value of mixedNumbersIn(module, rows)) {
      const found = findIn(module, value);
      if (found === undefined) continue;
      const key = found.heat.loop?.node ?? NONE;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [found]);
      else known.push(found);
    }
    for (const group of groups.values()) report(context, group);
  },
};

interface Found {
  readonly value: MixedNumber;
  readonly heat: Heat;
  /** How often one round of the loop has such a value from here. */
  readonly times: number;
}

/** The value in a hot loop that calculates with it, or undefined. */
function findIn(module: ModuleFacts, value: MixedNumber): Found | undefined {
  const heat = module.hotness.of(value.expression === NONE ? value.ints[0]! : value.expression);
  if (!module.hotness.isHot(heat, "pypy")) return undefined;
  const loop = heat.loop === null ? NONE : loopConstruct(module.tree, heat.loop);
  const { at } = usesOfMixed(module, value, loop);
  if (!at.some((use) => otherOperand(module.tree, use) !== NONE)) return undefined;
  const last = heat.chain.length === 1 ? heat.chain[0]!.callee : undefined;
  return { value, heat, times: last === undefined || loop === NONE ? 1 : callsOf(module, last, loop).length };
}

function report(context: RuleContext, group: readonly Found[]): void {
  const { module } = context;
  const { heat } = group[0]!;
  const values = group.map((found) => found.value);
  const count = group.reduce((sum, found) => sum + found.times, 0);
  const ints = values.flatMap((value) => value.ints);
  const areWritten = ints.every((int) => isLiteral(module.tree, int, Kind.integer));
  const pair = areWritten ? DEFAULTS : WHOLE;
  const cost = costOfConstruct(context, heat, () => pair);
  if (cost === null) return;
  const effect = effectOf(pair, areWritten ? "Eight values" : "Six values", context.selectedRuntimes);
  const offered = floatLiterals(module, values, effect);
  const related: Related[] = ints
    .slice(1)
    .map((int) => ({ message: "An int, where other paths give a float", place: module.placeOf(int) }));
  reportConstruct(context, heat, cost, {
    span: module.spanOf(ints[0]!),
    what:
      count === 1
        ? "This value is an int on one path and a float on another."
        : `${count} values in one round are ints on some paths and floats on others.`,
    why: `${count === 1 ? "It is" : "They are"} calculated with in ${hotBecause(module, heat)}. Against floats alone, ${areWritten ? "eight" : "six"} such values measured ${cost.figures}${count < WEIGHTY_VALUES ? "; one or two cost little" : ""}.`,
    advice: areWritten
      ? "Write the ints as floats, 0.0 for 0."
      : "Keep to floats on all paths, or convert with float() where the values come in.",
    severity: severityOf(cost.severity, count),
    confidence: confidenceOf(module, group, count),
    related,
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}

/** What was measured holds for many values; few are worth less. */
function severityOf(measured: Severity, count: number): Severity {
  const most: Severity = count >= MEASURED_VALUES ? "warning" : count >= WEIGHTY_VALUES ? "information" : "hint";
  return SEVERITIES[Math.min(SEVERITIES.indexOf(most), SEVERITIES.indexOf(measured))]!;
}

function confidenceOf(module: ModuleFacts, group: readonly Found[], count: number): Confidence {
  if (count < WEIGHTY_VALUES || group.some(({ value }) => !value.certain)) return "low";
  return module.hotness.confidence(group[0]!.heat);
}
