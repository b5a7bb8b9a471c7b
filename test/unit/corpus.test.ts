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
  readonly heldOut: readonly { readonly package: string }[];
  readonly rules: Readonly<Record<string, { readonly shown: Sample; readonly low: Sample; readonly heldOut?: Sample }>>;
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
  readonly spent?: true;
}

function read<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(CORPUS, ...path), "utf8")) as T;
}

const results = read<Results>("results.json");
interface Pinned {
  readonly package: string;
  readonly version: string;
  readonly sha256: string;
}

const { packages, heldOut } = read<{ packages: Pinned[]; heldOut: Pinned[] }>("manifest.json");
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
  const names = (entries: readonly { readonly package: string }[]) => entries.map((entry) => entry.package);
  assert.deepEqual(names(results.packages), names(packages));
  assert.deepEqual(names(results.heldOut), names(heldOut));
  const all = [...packages, ...heldOut];
  assert.equal(new Set(names(all)).size, all.length);
  for (const { version, sha256 } of all) {
    assert.notEqual(version, "");
    assert.match(sha256, /^[0-9a-f]{64}$/);
  }
});

test("every label is one of a rule that there is, on a package of the manifest, with a reason", () => {
  const versions = new Map([...packages, ...heldOut].map((entry) => [entry.package, entry.version]));
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
  for (const [rule, { shown, low, heldOut: judged }] of Object.entries(results.rules)) {
    for (const sample of [shown, low, ...(judged === undefined ? [] : [judged])]) {
      assert.equal(sample.read, sample.right + sample.harmless + sample.wrong, rule);
      assert.ok(sample.read >= Math.min(20, sample.findings), `${rule}: ${sample.read} of ${sample.findings} read`);
    }
    const counted = labels.get(rule)?.filter((entry) => entry.spent !== true) ?? [];
    assert.ok(shown.read + low.read + (judged?.read ?? 0) <= counted.length, rule);
  }
});

test("what is shown by default keeps to the targets", () => {
  for (const [rule, { shown, heldOut: judged }] of Object.entries(results.rules)) {
    assert.ok(shown.wrong <= 0.02 * shown.read, `${rule}: ${shown.wrong} wrong of ${shown.read}`);
    if (judged === undefined) continue;
    assert.ok(judged.wrong <= 0.02 * judged.read, `${rule}: ${judged.wrong} wrong of ${judged.read} held out`);
    // A rule that has too many harmless findings is in preview.
    const isStable = RULE_METAS.get(rule)?.stability === "stable";
    assert.ok(
      !isStable || judged.harmless <= 0.15 * judged.read,
      `${rule}: ${judged.harmless} harmless of ${judged.read} held out`,
    );
  }
});
