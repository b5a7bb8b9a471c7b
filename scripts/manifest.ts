/**
 * Writes the part of package.json that follows from the rules: the schema of the setting `jitHints.rules` and of its use in
 * `jitHints.overrides`. test/unit/manifest.test.ts holds package.json against it.
 *
 *   npm run generate
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_IDS, RUNTIME_NAMES, type RuntimeId, SEVERITIES } from "../server/src/findings.js";
import { RULE_METAS } from "../server/src/rules/registry.js";
import type { RuleMeta, RuleOption } from "../server/src/rules/rule.js";

/** A JSON schema, as far as VS Code's settings editor reads it. */
export type Schema = Readonly<Record<string, unknown>>;

const MANIFEST = join(__dirname, "..", "package.json");
const PAGES = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs/rules";

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

/** The properties of package.json's configuration that are made here, by name. */
export function generatedProperties(properties: Record<string, Schema>): Record<string, Schema> {
  const { runtimes, rules, overrides } = {
    runtimes: properties["jitHints.runtimes"],
    rules: properties["jitHints.rules"],
    overrides: properties["jitHints.overrides"],
  };
  const auto = { type: "string", enum: ["auto"], enumDescriptions: ["What the project's files name."] };
  return {
    ...properties,
    "jitHints.runtimes": { ...runtimes, anyOf: [auto, runtimeListSchema()] },
    "jitHints.rules": { ...rules, ...rulesSchema() },
    "jitHints.overrides": {
      ...overrides,
      items: {
        type: "object",
        required: ["files"],
        additionalProperties: false,
        properties: {
          files: {
            type: "array",
            items: { type: "string" },
            minItems: 1,
            description: "Globs of the files that this is for, relative to the workspace folder.",
          },
          rules: rulesSchema(),
          minimumConfidence: { type: "string", enum: properties["jitHints.minimumConfidence"]?.enum },
          runtimes: runtimeListSchema(),
        },
      },
    },
  };
}

function ruleSchema(meta: RuleMeta): Schema {
  const options = Object.fromEntries(meta.options.map((option) => [option.name, optionSchema(option)]));
  const table = { type: "object", additionalProperties: false, properties: { level: LEVELS, ...options } };
  return {
    markdownDescription: `${meta.summary}. ${spokenOn(meta)} [More about this rule](${PAGES}/${meta.name}.md)`,
    anyOf: [LEVELS, table],
  };
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
  configuration.properties = generatedProperties(configuration.properties);
  writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
}
