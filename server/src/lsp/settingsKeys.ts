/** What can stand in a settings file, in words for completion and hover. docs/settings.md says the same at length. */
import { CONFIDENCES, RUNTIME_IDS, RUNTIME_NAMES, SEVERITIES } from "../findings.js";
import { RULE_METAS } from "../rules/registry.js";
import type { FileOverride, Settings } from "../settings.js";
import { rulePageUrl } from "./documentation.js";
import { prose } from "./markup.js";

/** A key or a value that may stand at a place. */
export interface Word {
  /** As it is written in TOML. */
  readonly text: string;
  /** Markdown. */
  readonly about: string;
}

const SETTINGS: Readonly<Record<keyof Settings, string>> = {
  runtimes: 'For which runtimes the code is checked: `"auto"`, or a list.',
  rules: "From a rule's name to its level, or to a table with `level` and the rule's options.",
  minimumConfidence: "How sure a hint must be to be shown.",
  exclude: "Globs of files that are not checked, relative to the folder of this file.",
  overrides: "A list of tables: `files` (globs), and settings for these files. Later ones win.",
};

const OVERRIDES: Readonly<Record<keyof FileOverride, string>> = {
  files: "Globs of the files that the override is for, relative to the folder of this file.",
  rules: "Levels and options of rules for these files.",
  minimumConfidence: "How sure a hint must be to be shown in these files.",
  runtimes: "The runtimes that run these files.",
};

const LEVELS: readonly Word[] = [
  { text: '"off"', about: "The rule says nothing." },
  ...SEVERITIES.map((severity) => ({
    text: `"${severity}"`,
    about: `Every hint of the rule is shown as ${severity}.`,
  })),
];

/** The keys that may stand in the table at a path below the settings; none for a path that is not known. */
export function keysAt(path: readonly string[]): readonly Word[] {
  const [first, second, third] = path;
  if (first === undefined) return wordsOf(SETTINGS);
  if (first === "rules") return second === undefined ? ruleNames() : third === undefined ? optionsOf(second) : [];
  if (first !== "overrides") return [];
  // Elements of the list are numbered.
  return path.length === 2 ? wordsOf(OVERRIDES) : third === "rules" ? keysAt(path.slice(2)) : [];
}

/** The values that a key may have. */
export function valuesAt(path: readonly string[]): readonly Word[] {
  const [first, second, third] = path.map(camel);
  if (first === "overrides") return path.length > 2 ? valuesAt(path.slice(2)) : [];
  if (first === "minimumConfidence") return CONFIDENCES.map((text) => ({ text: `"${text}"`, about: "" }));
  if (first === "runtimes") {
    return [
      { text: '"auto"', about: "What the project's files name." },
      ...RUNTIME_IDS.map((id) => ({ text: `"${id}"`, about: RUNTIME_NAMES[id] })),
    ];
  }
  if (first !== "rules" || second === undefined) return [];
  return third === undefined || third === "level" || third === "severity" ? LEVELS : [];
}

/** What a key means; null for one that is not known. */
export function aboutKey(path: readonly string[]): string | null {
  const name = path.at(-1);
  const word = keysAt(path.slice(0, -1)).find(({ text }) => text === name || camel(text) === name);
  return word?.about ?? null;
}

function ruleNames(): readonly Word[] {
  return [...RULE_METAS.values()].map(({ name, summary }) => ({
    text: name,
    about: `${prose(summary)}. [About ${name}](${rulePageUrl(name)})`,
  }));
}

function optionsOf(rule: string): readonly Word[] {
  const meta = RULE_METAS.get(rule);
  if (meta === undefined) return [];
  return [
    { text: "level", about: "How loud the rule is, or `off`." },
    ...meta.options.map((option) => ({
      text: kebab(option.name),
      about: `${prose(option.description)} Default: \`${option.default}\`.`,
    })),
  ];
}

function wordsOf(table: Readonly<Record<string, string>>): readonly Word[] {
  return Object.entries(table).map(([name, about]) => ({ text: kebab(name), about }));
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
