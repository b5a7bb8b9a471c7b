/** package.json says what the server and the client do: settings, rules, runtimes, commands. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { generatedProperties, type Schema } from "../../scripts/manifest.js";
import { CONFIDENCES, RUNTIME_IDS } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import { DEFAULT_SETTINGS } from "../../server/src/settings.js";
import { readSettings } from "../../server/src/settingsReader.js";

const ROOT = join(__dirname, "..", "..");
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const properties: Record<string, Schema> = manifest.contributes.configuration.properties;

/** Settings of the client alone; the server takes them out before it reads the rest. */
const CLIENT_ONLY = ["trace.server"];

function settingNames(): string[] {
  return Object.keys(properties)
    .map((name) => name.replace(/^jitHints\./, ""))
    .filter((name) => !CLIENT_ONLY.includes(name));
}

/** One valid value for each form that a schema allows. */
function samples(schema: Schema): unknown[] {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.flatMap((form) => samples(form as Schema));
  if (Array.isArray(schema.enum)) return schema.enum;
  switch (schema.type) {
    case "array":
      return samples(schema.items as Schema).map((value) => [value]);
    case "object":
      return objectSamples(schema);
    case "number":
      return [schema.minimum ?? 1];
    case "boolean":
      return [true, false];
    default:
      return ["text"];
  }
}

/** Objects that have each property in turn, with what is required. */
function objectSamples(schema: Schema): Record<string, unknown>[] {
  const fields = (schema.properties ?? {}) as Record<string, Schema>;
  const required = Object.fromEntries(
    ((schema.required ?? []) as string[]).map((name) => [name, samples(fields[name]!)[0]]),
  );
  return Object.entries(fields).flatMap(([name, field]) =>
    samples(field).map((value) => ({ ...required, [name]: value })),
  );
}

describe("settings in package.json", () => {
  test("are what npm run generate writes", () => {
    assert.deepEqual(properties, JSON.parse(JSON.stringify(generatedProperties(properties))), "run npm run generate");
  });

  test("are the settings of the server", () => {
    assert.deepEqual(settingNames().sort(), Object.keys(DEFAULT_SETTINGS).sort());
  });

  test("have the server's defaults", () => {
    for (const name of settingNames()) {
      assert.deepEqual(
        properties[`jitHints.${name}`]?.default,
        DEFAULT_SETTINGS[name as keyof typeof DEFAULT_SETTINGS],
        name,
      );
    }
  });

  test("allow only what the server accepts", () => {
    for (const name of settingNames()) {
      const values = samples(properties[`jitHints.${name}`]!);
      assert.notEqual(values.length, 0, name);
      for (const value of values) {
        assert.deepEqual(readSettings({ [name]: value }, RULE_METAS).problems, [], `${name}: ${JSON.stringify(value)}`);
      }
    }
  });

  test("name every rule, option, runtime and confidence of the server", () => {
    const rules = properties["jitHints.rules"]!.properties as Record<string, Schema>;
    assert.deepEqual(Object.keys(rules).sort(), [...RULE_METAS.keys()].sort());
    for (const { name, options } of RULE_METAS.values()) {
      const [, table] = rules[name]!.anyOf as [Schema, { properties: object }];
      assert.deepEqual(Object.keys(table.properties), ["level", ...options.map((option) => option.name)], name);
    }
    const [, list] = properties["jitHints.runtimes"]!.anyOf as [Schema, { items: Schema }];
    assert.deepEqual(list.items.enum, RUNTIME_IDS);
    assert.deepEqual(properties["jitHints.minimumConfidence"]!.enum, CONFIDENCES);
  });

  test("have a description, a scope and an order each", () => {
    const orders = new Set();
    for (const [name, schema] of Object.entries(properties)) {
      assert.equal(typeof schema.markdownDescription, "string", name);
      assert.equal(typeof schema.scope, "string", name);
      orders.add(schema.order);
    }
    assert.equal(orders.size, Object.keys(properties).length);
  });
});

test("every contributed command is implemented, and no other", () => {
  const source = readFileSync(join(ROOT, "client/src/commands.ts"), "utf8");
  const implemented = [...source.matchAll(/registerCommand\("([^"]+)"/g)].map((match) => match[1]);
  const contributed = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual(contributed.sort(), implemented.sort());
});

test("the quick pick and the status item know every runtime", async () => {
  const { RUNTIME_CHOICES, RUNTIME_LABELS } = await import("../../client/src/runtimes.js");
  assert.deepEqual(Object.keys(RUNTIME_LABELS), [...RUNTIME_IDS]);
  for (const { setting } of RUNTIME_CHOICES) {
    assert.deepEqual(readSettings({ runtimes: setting }, RULE_METAS).problems, []);
  }
  for (const id of RUNTIME_IDS)
    assert.ok(
      RUNTIME_CHOICES.some(({ setting }) => String(setting) === id),
      id,
    );
});

test("package-lock.json carries no download addresses", () => {
  assert.equal(readFileSync(join(ROOT, "package-lock.json"), "utf8").includes('"resolved"'), false);
});
