/** The options of `check` that select what is said, and how they combine with settings files. */
import { CONFIDENCES, type Confidence, RUNTIME_IDS, type RuntimeId } from "../findings.js";
import { type AnalysisSettings, analysisSettingsFor, type RuleSetting, type Settings } from "../settings.js";
import { didYouMean } from "../spelling.js";
import { UsageError } from "./errors.js";

/** What the command line says about rules and runtimes; null where it says nothing. */
export interface Selection {
  /** Only these rules are checked. */
  readonly select: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly runtimes: readonly RuntimeId[] | null;
  readonly minimumConfidence: Confidence | null;
}

/** A command line that selects nothing. */
export const NO_SELECTION: Selection = { select: null, ignore: [], runtimes: null, minimumConfidence: null };

/** Rule names from options that may be repeated and hold lists. @throws UsageError for a name that is not a rule */
export function parseRules(option: string, values: readonly string[], known: readonly string[]): string[] {
  return parseList(values).map((name) => {
    if (known.includes(name)) return name;
    throw new UsageError(`${option}: "${name}" is not a rule.${didYouMean(name, known)} Rules: ${known.join(", ")}`);
  });
}

/** Runtimes from options that may be repeated and hold lists. @throws UsageError for a name that is not a runtime */
export function parseRuntimes(values: readonly string[]): RuntimeId[] {
  const names = parseList(values);
  for (const name of names) {
    if (!(RUNTIME_IDS as readonly string[]).includes(name)) {
      throw new UsageError(`--runtime: "${name}" is not a runtime. Runtimes: ${RUNTIME_IDS.join(", ")}`);
    }
  }
  return RUNTIME_IDS.filter((id) => names.includes(id));
}

/** A confidence. @throws UsageError for another word */
export function parseConfidence(value: string): Confidence {
  const found = CONFIDENCES.find((confidence) => confidence === value);
  if (found !== undefined) return found;
  throw new UsageError(`--min-confidence: "${value}" is not one of ${CONFIDENCES.join(", ")}`);
}

/**
 * What holds for one file. The command line counts more than settings files and their per-file overrides. A selected rule is on
 * even if the settings switch it off, but stays off where a per-file override does.
 */
export function resolveSettings(
  settings: Settings,
  relativePath: string,
  runtimes: readonly RuntimeId[],
  selection: Selection,
  known: readonly string[],
): AnalysisSettings {
  const base: Settings = {
    ...settings,
    rules: mapRules(settings.rules, (name, rule) => switchOn(name, rule, selection)),
  };
  const resolved = analysisSettingsFor(base, relativePath, runtimes);
  const off = known.filter((name) => selection.ignore.includes(name) || selection.select?.includes(name) === false);
  return {
    runtimes: selection.runtimes ?? resolved.runtimes,
    minimumConfidence: selection.minimumConfidence ?? resolved.minimumConfidence,
    rules: {
      ...resolved.rules,
      ...Object.fromEntries(off.map((name) => [name, { level: "off", options: {} } satisfies RuleSetting])),
    },
  };
}

function switchOn(name: string, rule: RuleSetting, selection: Selection): RuleSetting {
  if (rule.level !== "off" || selection.select?.includes(name) !== true) return rule;
  return { options: rule.options };
}

function mapRules(
  rules: Readonly<Record<string, RuleSetting>>,
  change: (name: string, rule: RuleSetting) => RuleSetting,
): Record<string, RuleSetting> {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, change(name, rule)]));
}

function parseList(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
