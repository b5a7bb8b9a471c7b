/** Values that a hot loop calculates with and that are ints on some paths and floats on others, or by default and as calls give them. */
import { type Confidence, type Related, SEVERITIES, type Severity } from "../findings.js";
import { floatLiterals } from "../rewrites/floatLiterals.js";
import type { Heat } from "../semantics/hotness.js";
import type { DefaultRead } from "../semantics/mixedDefaults.js";
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
const FIELDS = "mixed-number-types-fields";
const PARAMETERS = "mixed-number-types-parameters";
const EVIDENCE = [DEFAULTS, WHOLE, FIELDS, PARAMETERS, "mixed-number-types-8"];

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
    for (const group of groups.values()) report(context, group, formOf(module, group));
  },

  checkModule(context: RuleContext): void {
    const { mixedDefaults } = context.module;
    for (const reads of mixedDefaults.all()) context.reportFor(reads, () => reportDefaults(context, reads));
  },
};

/** What was measured for values that come about in one way, and how they are spoken of. */
interface Form {
  readonly pair: string;
  /** What the pair measured: `eight such values`. */
  readonly measured: string;
  readonly one: string;
  /** Follows their number. */
  readonly several: string;
  readonly advice: string;
  /** Of each int but the first. */
  readonly another: string;
  readonly areDefaults: boolean;
}

const WRITE_FLOATS = "Write the ints as floats, 0.0 for 0.";

const ON_PATHS: Form = {
  pair: DEFAULTS,
  measured: "eight such values",
  one: "This value is an int on one path and a float on another.",
  several: "values in one round are ints on some paths and floats on others.",
  advice: WRITE_FLOATS,
  another: "An int, where other paths give a float",
  areDefaults: false,
};

const MADE_WHOLE: Form = {
  ...ON_PATHS,
  pair: WHOLE,
  measured: "six such values",
  advice: "Keep to floats on all paths, or convert with float() where the values come in.",
};

const BY_DEFAULT = {
  advice: WRITE_FLOATS,
  another: "An int by default, where other calls give a float",
  areDefaults: true,
};

const OF_FIELDS: Form = {
  ...BY_DEFAULT,
  pair: FIELDS,
  measured: "eight such fields",
  one: "This field is an int in objects that are made without it, and a float in others.",
  several: "fields are ints in objects that are made without them, and floats in others.",
};

const OF_PARAMETERS: Form = {
  ...BY_DEFAULT,
  pair: PARAMETERS,
  measured: "four such parameters",
  one: "This parameter is an int in calls that leave it out, and a float in others.",
  several: "parameters are ints in calls that leave them out, and floats in others.",
};

function formOf({ tree }: ModuleFacts, group: readonly Found[]): Form {
  return group.every(({ value }) => value.ints.every((int) => isLiteral(tree, int, Kind.integer)))
    ? ON_PATHS
    : MADE_WHOLE;
}

/**
 * One finding for a function or class, since a default is the same for all loops. It speaks of the loop that reads most of them.
 */
function reportDefaults(context: RuleContext, reads: readonly DefaultRead[]): void {
  const { module } = context;
  const values = new Map<Node, MixedNumber>();
  const loops = new Map<Node, Map<Node, Found>>();
  for (const { of, at, certain } of reads) {
    const int = of.parameter.default;
    module.tracker.readAt(int);
    module.tracker.readAt(at.read);
    const value = { ints: [int], expression: at.read, binding: null, returnedBy: null, certain };
    if (!values.has(int)) values.set(int, value);
    const loop = at.heat.loop?.node ?? NONE;
    const group = loops.get(loop) ?? new Map<Node, Found>();
    loops.set(loop, group);
    if (certain || !group.has(int)) group.set(int, { value, heat: at.heat, times: 1 });
  }
  const groups = [...loops].sort(([a, first], [b, second]) => second.size - first.size || a - b);
  const [, group] = groups[0]!;
  const ints = [...values.keys()].sort((a, b) => a - b);
  report(
    context,
    [...group.values()],
    reads[0]!.of.field === null ? OF_PARAMETERS : OF_FIELDS,
    ints.map((int) => values.get(int)!),
  );
}

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

/**
 * @param group the values in the loop that the finding speaks of
 * @param values all that it is about
 */
function report(
  context: RuleContext,
  group: readonly Found[],
  form: Form,
  values: readonly MixedNumber[] = group.map((found) => found.value),
): void {
  const { module } = context;
  const { heat } = group[0]!;
  const count = group.reduce((sum, found) => sum + found.times, 0);
  const all = form.areDefaults ? values.length : count;
  const ints = values.flatMap((value) => value.ints);
  const cost = costOfConstruct(context, heat, () => form.pair);
  if (cost === null) return;
  const subject = form.measured.replace(" such", "");
  const effect = effectOf(form.pair, subject[0]!.toUpperCase() + subject.slice(1), context.selectedRuntimes);
  const offered = floatLiterals(module, values, effect, form.areDefaults);
  const related: Related[] = ints.slice(1).map((int) => ({ message: form.another, place: module.placeOf(int) }));
  reportConstruct(context, heat, cost, {
    span: module.spanOf(ints[0]!),
    what: all === 1 ? form.one : `${all} ${form.several}`,
    why: `${wordsFor(count, all)} calculated with in ${hotBecause(module, heat)}. Against floats alone, ${form.measured} measured ${cost.figures}${count < WEIGHTY_VALUES ? "; one or two cost little" : ""}.`,
    advice: form.advice,
    severity: severityOf(cost.severity, count),
    confidence: confidenceOf(module, group, count),
    related,
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}

function wordsFor(count: number, all: number): string {
  if (count === all) return count === 1 ? "It is" : "They are";
  return count === 1 ? "One of them is" : `${count} of them are`;
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
