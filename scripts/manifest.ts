/**
 * Writes what follows from the rules: the schemas of settings in package.json, their texts in package.nls.json, and the JSON schema of
 * jit-hints.toml and `[tool.jit-hints]`. test/unit/manifest.test.ts holds the files against it.
 *
 *   npm run generate
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIDENCES, RUNTIME_IDS, RUNTIME_NAMES, type RuntimeId, SEVERITIES } from "../server/src/findings.js";
import { RULE_METAS } from "../server/src/rules/registry.js";
import type { RuleMeta, RuleOption } from "../server/src/rules/rule.js";

/** A JSON schema, as far as VS Code's settings editor reads it. */
export type Schema = Readonly<Record<string, unknown>>;

const ROOT = join(__dirname, "..");
const MANIFEST = join(ROOT, "package.json");
const TEXTS = join(ROOT, "package.nls.json");
const SCHEMA = join(ROOT, "schemas", "jit-hints.schema.json");
const PAGES = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs/rules";

const SCHEMA_URL =
  "https://raw.githubusercontent.com/python-jit-hints/python-jit-hints/main/schemas/jit-hints.schema.json";

const AUTO = "What the project or the selected interpreter names.";
const OVERRIDE_FILES = "Globs of the files that this is for, relative to the folder of the settings.";

const LEVELS: Schema = {
  type: "string",
  enum: ["off", ...SEVERITIES],
  enumDescriptions: [
    "The rule says nothing.",
    "A faint mark in the editor; not in the list of problems.",
    "A blue line and an entry in the list of problems.",
    "A yellow line and an entry in the list of problems.",
    "A red line and an entry in the list of problems.",
  ],
};

/** What users may write for the rules. */
export function rulesSchema(): Schema {
  const rules = [...RULE_METAS.values()].map((meta) => [meta.name, ruleSchema(meta)]);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(rules) };
}

/** What users may write for a list of runtimes. */
export function runtimeListSchema(): Schema {
  return {
    type: "array",
    items: { type: "string", enum: RUNTIME_IDS, enumDescriptions: RUNTIME_IDS.map((id) => `${RUNTIME_NAMES[id]}.`) },
    minItems: 1,
    uniqueItems: true,
  };
}

/** Texts of package.json by key, as in package.nls.json. */
export type Texts = Readonly<Record<string, string>>;

/** What package.json says about settings. */
export interface ManifestPart {
  readonly properties: Record<string, Schema>;
  readonly texts: Texts;
}

/** The properties of package.json's configuration and the texts behind their keys, with those that are made here. */
export function generatedManifest({ properties, texts }: ManifestPart): ManifestPart {
  const auto = { type: "string", enum: ["auto"], enumDescriptions: [AUTO] };
  const generated: Record<string, Schema> = {
    "jitHints.runtimes": { anyOf: [auto, runtimeListSchema()] },
    "jitHints.rules": rulesSchema(),
    "jitHints.overrides": { items: overrideSchema(properties["jitHints.minimumConfidence"]?.enum) },
  };
  const keys = generatedKeys();
  const localised = Object.entries(properties).map(([name, given]) => {
    const made = generated[name];
    return [name, made === undefined ? given : { ...given, ...(withKeys(made, keys) as Schema) }];
  });
  return {
    properties: Object.fromEntries(localised),
    texts: { ...withoutGenerated(texts), ...Object.fromEntries([...keys].map(([text, key]) => [key, text])) },
  };
}

/** The JSON schema of jit-hints.toml and of `[tool.jit-hints]`: the same settings, with the spelling that TOML files prefer first. */
export function settingsFileSchema({ properties, texts }: ManifestPart): Schema {
  const plain = (key: unknown) => texts[String(key).replace(/%/g, "")]?.replace(/ ?\[[^\]]*\]\(command:[^)]*\)/g, "");
  const confidence = {
    type: "string",
    enum: CONFIDENCES,
    description: plain(properties["jitHints.minimumConfidence"]?.markdownDescription),
  };
  const table: Schema = {
    type: "object",
    additionalProperties: false,
    properties: {
      runtimes: {
        description: plain(properties["jitHints.runtimes"]?.markdownDescription),
        anyOf: [{ type: "string", enum: ["auto"] }, runtimeListSchema()],
      },
      minimumConfidence: confidence,
      rules: { description: plain(properties["jitHints.rules"]?.markdownDescription), ...rulesSchema() },
      exclude: {
        type: "array",
        items: { type: "string" },
        description: "Globs of files that are not checked, relative to the folder of this file.",
      },
      overrides: {
        type: "array",
        items: overrideSchema(CONFIDENCES),
        description: plain(properties["jitHints.overrides"]?.markdownDescription),
      },
    },
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: SCHEMA_URL,
    title: "Settings of Python JIT Hints",
    description: "For jit-hints.toml, and for [tool.jit-hints] in pyproject.toml.",
    ...(forToml(table) as Schema),
  };
}

function overrideSchema(confidences: unknown): Schema {
  return {
    type: "object",
    required: ["files"],
    additionalProperties: false,
    properties: {
      files: { type: "array", items: { type: "string" }, minItems: 1, description: OVERRIDE_FILES },
      rules: rulesSchema(),
      minimumConfidence: { type: "string", enum: confidences },
      runtimes: runtimeListSchema(),
    },
  };
}

/** Keys for every text that is made here. */
function generatedKeys(): Map<string, string> {
  const keys = new Map<string, string>([
    [AUTO, "setting.runtimes.auto"],
    [OVERRIDE_FILES, "setting.overrides.files"],
  ]);
  (LEVELS.enum as string[]).forEach((level, index) => {
    keys.set((LEVELS.enumDescriptions as string[])[index]!, `level.${level}`);
  });
  for (const id of RUNTIME_IDS) keys.set(`${RUNTIME_NAMES[id]}.`, `runtime.${id}`);
  for (const meta of RULE_METAS.values()) {
    keys.set(descriptionOf(meta), `rule.${meta.name}`);
    for (const { name, description } of meta.options) keys.set(description, `rule.${meta.name}.${name}`);
  }
  return keys;
}

function withoutGenerated(texts: Texts): Texts {
  const isGenerated = (key: string) =>
    /^(?:rule|level|runtime)\./.test(key) || key === "setting.runtimes.auto" || key === "setting.overrides.files";
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !isGenerated(key)));
}

/** The same value with keys in place of texts. */
function withKeys(value: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return keys.has(value) ? `%${keys.get(value)}%` : value;
  return mapValues(value, (inner) => withKeys(inner, keys));
}

/** The same schema with `minimum-confidence` beside `minimumConfidence`, and plain descriptions. */
function forToml(value: unknown): unknown {
  const mapped = mapValues(value, forToml);
  if (typeof mapped !== "object" || mapped === null || Array.isArray(mapped)) return mapped;
  const { markdownDescription, enumDescriptions: _, properties, ...rest } = mapped as Record<string, unknown>;
  return {
    ...(markdownDescription === undefined ? {} : { description: markdownDescription }),
    ...rest,
    ...(properties === undefined ? {} : { properties: bothSpellings(properties as Record<string, unknown>) }),
  };
}

function bothSpellings(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) => {
      const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return kebab === name
        ? [[name, schema]]
        : [
            [kebab, schema],
            [name, schema],
          ];
    }),
  );
}

function mapValues(value: unknown, map: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, map(inner)]));
}

function ruleSchema(meta: RuleMeta): Schema {
  const options = Object.fromEntries(meta.options.map((option) => [option.name, optionSchema(option)]));
  const table = { type: "object", additionalProperties: false, properties: { level: LEVELS, ...options } };
  return {
    markdownDescription: descriptionOf(meta),
    anyOf: [LEVELS, table],
  };
}

function descriptionOf(meta: RuleMeta): string {
  return `${meta.summary}. ${spokenOn(meta)} [More about this rule](${PAGES}/${meta.name}.md)`;
}

function spokenOn(meta: RuleMeta): string {
  const speaks = (id: RuntimeId) => meta.verdicts[id].speaks;
  if (RUNTIME_IDS.every(speaks)) return "Speaks on every runtime.";
  return `Speaks on ${RUNTIME_IDS.filter(speaks)
    .map((id) => RUNTIME_NAMES[id])
    .join(" and ")} only.`;
}

function optionSchema({ type, default: value, minimum, description }: RuleOption): Schema {
  return { type, default: value, ...(minimum === undefined ? {} : { minimum }), description };
}

if (require.main === module) {
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8"));
  const { configuration } = manifest.contributes;
  const made = generatedManifest({
    properties: configuration.properties,
    texts: JSON.parse(readFileSync(TEXTS, "utf8")),
  });
  configuration.properties = made.properties;
  write(MANIFEST, manifest);
  write(TEXTS, made.texts);
  write(SCHEMA, settingsFileSchema(made));
}

function write(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
