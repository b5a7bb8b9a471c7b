/** package.json says what the server and the client do: settings, rules, runtimes, commands. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { clientTexts } from "../../scripts/l10n.js";
import { generatedManifest, type Schema, settingsFileSchema, type Texts } from "../../scripts/manifest.js";
import { CONFIDENCES, RUNTIME_IDS } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import { DEFAULT_SETTINGS } from "../../server/src/settings.js";
import { readSettings } from "../../server/src/settingsReader.js";

const ROOT = join(__dirname, "..", "..");
const manifest = read("package.json");
const texts: Texts = read("package.nls.json");
const properties: Record<string, Schema> = manifest.contributes.configuration.properties;

/** Settings of the editor and not of a project: the client's own, and those that the server takes out before it reads the rest. */
const CLIENT_ONLY = [
  "codeLens.enable",
  "heat.enable",
  "inlayHints.enable",
  "trace.server",
  "workspaceDiagnostics.enable",
];

function read(file: string) {
  return JSON.parse(readFileSync(join(ROOT, file), "utf8"));
}

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
    const made = JSON.parse(JSON.stringify(generatedManifest({ properties, texts })));
    assert.deepEqual(properties, made.properties, "run npm run generate");
    assert.deepEqual(texts, made.texts, "run npm run generate");
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

describe("the JSON schema of settings files", () => {
  const schema: Schema = read("schemas/jit-hints.schema.json");

  test("is what npm run generate writes", () => {
    assert.deepEqual(schema, JSON.parse(JSON.stringify(settingsFileSchema({ properties, texts }))));
  });

  test("allows only what the server accepts, and every setting", () => {
    const seen = new Set<string>();
    for (const value of objectSamples(schema)) {
      for (const name of Object.keys(value)) seen.add(name);
      assert.deepEqual(readSettings(value, RULE_METAS).problems, [], JSON.stringify(value));
    }
    for (const name of Object.keys(DEFAULT_SETTINGS)) assert.ok(seen.has(name), name);
    assert.ok(seen.has("minimum-confidence"));
  });
});

describe("texts", () => {
  test("of package.json are in package.nls.json, all of them and no other", () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  test("of contributions that people read can be translated", () => {
    const readable = /^(?:title|markdownDescription|description|contents|altText|name|enumDescriptions)$/;
    const literal: string[] = [];
    const visit = (value: unknown, key: string): void => {
      if (typeof value === "string" && readable.test(key) && !value.startsWith("%")) literal.push(value);
      if (Array.isArray(value)) for (const inner of value) visit(inner, key);
      else if (typeof value === "object" && value !== null) {
        for (const [name, inner] of Object.entries(value)) visit(inner, name);
      }
    };
    visit(manifest.contributes, "");
    // The product's name is the same in every language.
    assert.deepEqual(literal, [manifest.displayName]);
  });

  test("of the client are in l10n/bundle.l10n.json", () => {
    assert.deepEqual(read("l10n/bundle.l10n.json"), clientTexts(), "run npm run generate");
  });
});

test("every contributed command is implemented, and no other", () => {
  const source = readFileSync(join(ROOT, "client/src/commands.ts"), "utf8");
  const implemented = [...source.matchAll(/^ {4}"(jitHints\.[^"]+)":/gm)].map((match) => match[1]);
  const contributed = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual(contributed.sort(), implemented.sort());
});

test("menus and walkthrough name commands and pictures that are there", () => {
  const commands = new Set(manifest.contributes.commands.map(({ command }: { command: string }) => command));
  const { menus, walkthroughs } = manifest.contributes;
  for (const { command } of Object.values<{ command: string }[]>(menus).flat())
    assert.ok(commands.has(command), command);
  for (const { media } of walkthroughs[0].steps) {
    for (const file of Object.values<string>(media.image)) {
      assert.ok(readdirSync(join(ROOT, "client/media")).includes(file.replace("client/media/", "")), file);
    }
  }
  const links = Object.values(texts).flatMap((text) => [...String(text).matchAll(/\(command:([\w.]+)/g)]);
  assert.ok(links.length >= walkthroughs[0].steps.length);
  for (const [, command] of links) assert.ok(commands.has(command), command);
});

test("the colours of hot lines are contributed for every theme", async () => {
  const levels = manifest.contributes.colors.map(({ id }: { id: string }) => id);
  const { MOST_HEAT } = await import("../../client/src/heatLevels.js");
  assert.deepEqual(
    levels,
    Array.from({ length: MOST_HEAT }, (_, level) => `jitHints.heat${level + 1}`),
  );
  for (const { defaults } of manifest.contributes.colors) {
    assert.deepEqual(Object.keys(defaults).sort(), ["dark", "highContrast", "highContrastLight", "light"]);
  }
});

test("the quick pick and the status item know every runtime", async () => {
  const { runtimeChoices, RUNTIME_LABELS } = await import("../../client/src/runtimes.js");
  const choices = runtimeChoices({ t: (text) => text });
  assert.deepEqual(Object.keys(RUNTIME_LABELS), [...RUNTIME_IDS]);
  for (const { setting } of choices) {
    assert.deepEqual(readSettings({ runtimes: setting }, RULE_METAS).problems, []);
  }
  for (const id of RUNTIME_IDS)
    assert.ok(
      choices.some(({ setting }) => String(setting) === id),
      id,
    );
});

test("package-lock.json carries no download addresses", () => {
  assert.equal(readFileSync(join(ROOT, "package-lock.json"), "utf8").includes('"resolved"'), false);
});
