/** What is stored about the findings in real code: the page says what was counted, and the labels are what the counts say. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { RULE_METAS } from "../../server/src/rules/registry.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CORPUS = join(ROOT, "test", "corpus");

interface Sample {
  readonly findings: number;
  readonly read: number;
  readonly right: number;
  readonly harmless: number;
  readonly wrong: number;
}

interface Results {
  readonly packages: readonly { readonly package: string }[];
  readonly rules: Readonly<Record<string, { readonly shown: Sample; readonly low: Sample }>>;
}

interface Label {
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly label: string;
  readonly why: string;
}

function read<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(CORPUS, ...path), "utf8")) as T;
}

const results = read<Results>("results.json");
const { packages } = read<{ packages: { package: string; version: string; sha256: string }[] }>("manifest.json");
const labels = new Map(
  readdirSync(join(CORPUS, "labels")).map((name) => [name.slice(0, -".json".length), read<Label[]>("labels", name)]),
);

test("the page shows what was counted", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/render-corpus.mjs"), "--check"], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
});

test("the counts are of the packages of the manifest, each pinned", () => {
  assert.ok(packages.length >= 16);
  assert.deepEqual(
    results.packages.map((entry) => entry.package),
    packages.map((entry) => entry.package),
  );
  for (const { version, sha256 } of packages) {
    assert.notEqual(version, "");
    assert.match(sha256, /^[0-9a-f]{64}$/);
  }
});

test("every label is one of a rule that there is, on a package of the manifest, with a reason", () => {
  const versions = new Map(packages.map((entry) => [entry.package, entry.version]));
  for (const [rule, entries] of labels) {
    assert.ok(RULE_METAS.has(rule), rule);
    const seen = new Set<string>();
    for (const entry of entries) {
      const place = `${entry.package} ${entry.file}:${entry.line}:${entry.column}`;
      assert.equal(entry.rule, rule, place);
      assert.equal(entry.version, versions.get(entry.package), place);
      assert.match(entry.label, /^(?:right|harmless|wrong)$/, place);
      assert.notEqual(entry.why.trim(), "", place);
      assert.ok(!seen.has(place), `${place} twice`);
      seen.add(place);
    }
  }
});

test("enough findings of every rule were read, and no more are counted than have a label", () => {
  for (const [rule, { shown, low }] of Object.entries(results.rules)) {
    for (const sample of [shown, low]) {
      assert.equal(sample.read, sample.right + sample.harmless + sample.wrong, rule);
      assert.ok(sample.read >= Math.min(20, sample.findings), `${rule}: ${sample.read} of ${sample.findings} read`);
    }
    assert.ok(shown.read + low.read <= (labels.get(rule)?.length ?? 0), rule);
  }
});

test("what is shown by default keeps to the targets", () => {
  for (const [rule, { shown }] of Object.entries(results.rules)) {
    assert.ok(shown.wrong <= 0.02 * shown.read, `${rule}: ${shown.wrong} wrong of ${shown.read}`);
  }
});
