/**
 * The settings of the engine, the same for VS Code (`jitHints.*`), `initializationOptions`, `[tool.jit-hints]` in pyproject.toml
 * and `jit-hints.toml`. This file knows their shape and how they combine; `settingsReader.ts` checks values; where they come from
 * is the business of `workspace/`, `lsp/` and `cli/`.
 */
import type { Confidence, RuntimeId, Severity } from "./findings.js";
import { matchesGlob } from "./globs.js";

export { readSettings } from "./settingsReader.js";

/** A severity that replaces a rule's own, or `off`. */
export type RuleLevel = "off" | Severity;

/** What a user says about one rule. Options are checked against the rule's declaration. */
export interface RuleSetting {
  readonly level?: RuleLevel;
  readonly options: Readonly<Record<string, number | string | boolean>>;
}

/** Settings for the files that match one of the globs. */
export interface FileOverride {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly minimumConfidence?: Confidence;
  readonly runtimes?: readonly RuntimeId[];
}

/** All settings after merging, before `auto` is resolved. */
export interface Settings {
  readonly runtimes: "auto" | readonly RuntimeId[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly minimumConfidence: Confidence;
  /** Globs of files that are not checked, relative to the folder that the settings belong to. */
  readonly exclude: readonly string[];
  readonly overrides: readonly FileOverride[];
}

/** What is used where nobody says anything. */
export const DEFAULT_SETTINGS: Settings = {
  runtimes: "auto",
  rules: {},
  minimumConfidence: "medium",
  exclude: [],
  overrides: [],
};

/** The runtimes used when `auto` finds no clear sign. */
export const DEFAULT_RUNTIMES: readonly RuntimeId[] = ["pypy", "cpython-3.15"];

/** What the engine needs to know to analyse one module: everything is resolved. */
export interface AnalysisSettings {
  readonly runtimes: readonly RuntimeId[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly minimumConfidence: Confidence;
}

/** A value that is not a valid setting. `path` is the way to it, for example `["rules", "none-check-chain"]`. */
export interface SettingProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** A problem in one line: `rules.none-check-chain: must be ...`. */
export function describeProblem(problem: SettingProblem): string {
  return problem.path.length === 0 ? problem.message : `${problem.path.join(".")}: ${problem.message}`;
}

/**
 * Puts layers over each other, later ones win. Rules combine one by one and option by option; per-file overrides of later layers
 * come after those of earlier ones; the other values replace each other.
 */
export function mergeSettings(base: Settings, ...layers: readonly Partial<Settings>[]): Settings {
  return layers.reduce<Settings>(
    (merged, layer) => ({
      runtimes: layer.runtimes ?? merged.runtimes,
      rules: mergeRules(merged.rules, layer.rules ?? {}),
      minimumConfidence: layer.minimumConfidence ?? merged.minimumConfidence,
      exclude: layer.exclude ?? merged.exclude,
      overrides: layer.overrides === undefined ? merged.overrides : [...merged.overrides, ...layer.overrides],
    }),
    base,
  );
}

/**
 * What holds for one file.
 *
 * @param relativePath the file relative to the folder that the settings belong to, with `/`
 * @param runtimes the runtimes after `auto` was resolved; a per-file override replaces them
 */
export function analysisSettingsFor(
  settings: Settings,
  relativePath: string,
  runtimes: readonly RuntimeId[],
): AnalysisSettings {
  return settings.overrides
    .filter((override) => matchesGlob(override.files, relativePath))
    .reduce<AnalysisSettings>(
      (resolved, override) => ({
        runtimes: override.runtimes ?? resolved.runtimes,
        rules: mergeRules(resolved.rules, override.rules),
        minimumConfidence: override.minimumConfidence ?? resolved.minimumConfidence,
      }),
      { runtimes, rules: settings.rules, minimumConfidence: settings.minimumConfidence },
    );
}

function mergeRules(
  below: Readonly<Record<string, RuleSetting>>,
  above: Readonly<Record<string, RuleSetting>>,
): Readonly<Record<string, RuleSetting>> {
  const merged: Record<string, RuleSetting> = { ...below };
  for (const [name, setting] of Object.entries(above)) {
    const lower = merged[name];
    merged[name] = { ...lower, ...setting, options: { ...lower?.options, ...setting.options } };
  }
  return merged;
}
