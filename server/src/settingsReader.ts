/**
 * Checks settings that come from outside: what is valid is kept, every other value becomes a problem that says what is allowed.
 * Keys may be written as in JSON (`minimumConfidence`) or as in TOML (`minimum-confidence`). `null` means not given. Pure.
 */
import { CONFIDENCES, type Confidence, RUNTIME_IDS, type RuntimeId, SEVERITIES } from "./findings.js";
import type { RuleMeta, RuleOption } from "./rules/rule.js";
import type { FileOverride, RuleLevel, RuleSetting, SettingProblem, Settings } from "./settings.js";
import { didYouMean } from "./spelling.js";

type Rules = ReadonlyMap<string, RuleMeta>;
type Path = readonly string[];
type OptionValue = number | string | boolean;

const LEVELS: readonly RuleLevel[] = ["off", ...SEVERITIES];
const SETTING_KEYS = ["runtimes", "rules", "minimumConfidence", "exclude", "overrides"];
const OVERRIDE_KEYS = ["files", "rules", "minimumConfidence", "runtimes"];

/** Reads settings from a parsed TOML table or JSON object. */
export function readSettings(raw: unknown, rules: Rules): { settings: Partial<Settings>; problems: SettingProblem[] } {
  const reader = new Reader(rules);
  return { settings: reader.settings(raw), problems: reader.problems };
}

class Reader {
  readonly problems: SettingProblem[] = [];

  constructor(private readonly rules: Rules) {}

  settings(raw: unknown): Partial<Settings> {
    const fields = this.fields(raw, [], SETTING_KEYS, "a setting");
    const runtimes = fields.read("runtimes", (value, path) => this.runtimes(value, path, true));
    const rules = fields.read("rules", (value, path) => this.ruleTable(value, path));
    const minimumConfidence = fields.read("minimumConfidence", (value, path) => this.confidence(value, path));
    const exclude = fields.read("exclude", (value, path) => this.globs(value, path));
    const overrides = fields.read("overrides", (value, path) => this.overrides(value, path));
    return {
      ...(runtimes && { runtimes }),
      ...(rules && { rules }),
      ...(minimumConfidence && { minimumConfidence }),
      ...(exclude && { exclude }),
      ...(overrides && { overrides }),
    };
  }

  private overrides(raw: unknown, path: Path): FileOverride[] | undefined {
    if (!Array.isArray(raw)) {
      return this.problem(path, `must be a list of tables with "files" and settings for them, not ${shown(raw)}`);
    }
    return raw.flatMap((entry, index) => this.override(entry, [...path, String(index)]) ?? []);
  }

  private override(raw: unknown, path: Path): FileOverride | undefined {
    if (!isTable(raw))
      return this.problem(path, `must be a table with "files" and settings for them, not ${shown(raw)}`);
    const fields = this.fields(raw, path, OVERRIDE_KEYS, "a setting of an override");
    const files = fields.read("files", (value, at) => this.globs(value, at));
    const rules = fields.read("rules", (value, at) => this.ruleTable(value, at)) ?? {};
    const minimumConfidence = fields.read("minimumConfidence", (value, at) => this.confidence(value, at));
    const runtimes = fields.read("runtimes", (value, at) => this.runtimes(value, at, false));
    if (files === undefined) {
      if (!fields.has("files")) this.problem(path, 'has no "files": a list of globs says which files it is for');
      return undefined;
    }
    return {
      files,
      rules,
      ...(minimumConfidence && { minimumConfidence }),
      ...(runtimes && runtimes !== "auto" && { runtimes }),
    };
  }

  private runtimes(raw: unknown, path: Path, auto: boolean): "auto" | RuntimeId[] | undefined {
    const wanted = `${auto ? '"auto" or ' : ""}a list of ${quoted(RUNTIME_IDS)}`;
    if (auto && raw === "auto") return "auto";
    if (!Array.isArray(raw)) return this.problem(path, `must be ${wanted}, not ${shown(raw)}`);
    for (const value of raw) {
      if (!isOneOf(value, RUNTIME_IDS)) this.problem(path, `must be ${wanted}; ${shown(value)} is not among them`);
    }
    const known = RUNTIME_IDS.filter((id) => raw.includes(id));
    if (known.length > 0) return known;
    return raw.length === 0 ? this.problem(path, `must name a runtime: ${wanted}`) : undefined;
  }

  private confidence(raw: unknown, path: Path): Confidence | undefined {
    return this.choice(raw, path, CONFIDENCES);
  }

  private globs(raw: unknown, path: Path): string[] | undefined {
    if (!Array.isArray(raw)) return this.problem(path, `must be a list of globs, not ${shown(raw)}`);
    return raw.filter((glob): glob is string => {
      if (typeof glob !== "string" || glob.trim() === "") {
        this.problem(path, `must be a list of globs; ${shown(glob)} is not one`);
        return false;
      }
      if (glob.startsWith("!")) {
        this.problem(path, `${shown(glob)}: globs that begin with "!" are not supported`);
        return false;
      }
      return true;
    });
  }

  private ruleTable(raw: unknown, path: Path): Record<string, RuleSetting> | undefined {
    if (!isTable(raw)) return this.problem(path, `must be a table from rule to level, not ${shown(raw)}`);
    const table: Record<string, RuleSetting> = {};
    for (const [name, value] of Object.entries(raw)) {
      if (value === null || value === undefined) continue;
      const meta = this.rules.get(name);
      if (meta === undefined) {
        const names = [...this.rules.keys()];
        this.problem([...path, name], `is not a rule.${didYouMean(name, names)} Rules: ${names.join(", ")}`);
        continue;
      }
      const setting = this.rule(value, [...path, name], meta);
      if (setting !== undefined) table[name] = setting;
    }
    return table;
  }

  private rule(raw: unknown, path: Path, meta: RuleMeta): RuleSetting | undefined {
    if (typeof raw === "string") {
      const level = this.choice(raw, path, LEVELS);
      return level && { level, options: {} };
    }
    if (!isTable(raw)) {
      return this.problem(
        path,
        `must be one of ${quoted(LEVELS)}, or a table with "level" and options, not ${shown(raw)}`,
      );
    }
    const keys = ["level", "severity", ...meta.options.map((option) => option.name)];
    const fields = this.fields(raw, path, keys, `an option of ${meta.name}`);
    const level =
      fields.read("level", (value, at) => this.choice(value, at, LEVELS)) ??
      fields.read("severity", (value, at) => this.choice(value, at, LEVELS));
    const options: Record<string, OptionValue> = {};
    for (const option of meta.options) {
      const value = fields.read(option.name, (given, at) => this.option(given, at, option));
      if (value !== undefined) options[option.name] = value;
    }
    return { ...(level && { level }), options };
  }

  private option(raw: unknown, path: Path, option: RuleOption): OptionValue | undefined {
    const least = option.minimum === undefined ? "" : ` of at least ${option.minimum}`;
    const wanted = option.type === "boolean" ? "true or false" : `a ${option.type}${least}`;
    const tooSmall = typeof raw === "number" && !(Number.isFinite(raw) && raw >= (option.minimum ?? raw));
    if (typeof raw !== option.type || tooSmall) return this.problem(path, `must be ${wanted}, not ${shown(raw)}`);
    return raw as OptionValue;
  }

  private choice<T extends string>(raw: unknown, path: Path, allowed: readonly T[]): T | undefined {
    if (isOneOf(raw, allowed)) return raw;
    return this.problem(path, `must be one of ${quoted(allowed)}, not ${shown(raw)}`);
  }

  /** The keys of a table, in the spelling of `allowed`; other keys become problems. */
  private fields(raw: unknown, path: Path, allowed: readonly string[], noun: string): Fields {
    const given = new Map<string, { path: Path; value: unknown }>();
    if (raw === null || raw === undefined) return new Fields(given);
    if (!isTable(raw)) {
      this.problem(path, `must be a table of settings, not ${shown(raw)}`);
      return new Fields(given);
    }
    for (const [key, value] of Object.entries(raw)) {
      if (value === null || value === undefined) continue;
      const at = [...path, key];
      const name = allowed.find((candidate) => candidate === key || kebab(candidate) === key);
      if (name === undefined) {
        this.problem(at, `is not ${noun}.${didYouMean(key, allowed)} Allowed: ${allowed.join(", ")}`);
      } else if (given.has(name)) {
        this.problem(at, `is given twice, also as ${given.get(name)!.path.at(-1)}`);
      } else {
        given.set(name, { path: at, value });
      }
    }
    return new Fields(given);
  }

  private problem(path: Path, message: string): undefined {
    this.problems.push({ path, message });
    return undefined;
  }
}

/** The values of a table by the names that this program uses, each with the path in the user's spelling. */
class Fields {
  constructor(private readonly given: ReadonlyMap<string, { path: Path; value: unknown }>) {}

  has(name: string): boolean {
    return this.given.has(name);
  }

  read<T>(name: string, reading: (value: unknown, path: Path) => T | undefined): T | undefined {
    const field = this.given.get(name);
    return field && reading(field.value, field.path);
  }
}

function isTable(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) && !(raw instanceof Date);
}

function isOneOf<T extends string>(raw: unknown, allowed: readonly T[]): raw is T {
  return (allowed as readonly unknown[]).includes(raw);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(", ");
}

/** A value as it stands in a message. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  if (typeof value === "object" && value !== null) return "a table";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
