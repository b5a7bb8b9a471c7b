/** The documents that show code beside the rule pages say what the engine does: all rules see every block, and every fix is executed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Fix } from "../../server/src/findings.js";
import { RULES } from "../../server/src/rules/registry.js";
import { applyFix, createEngine, findingsIn, lineOf } from "./engine.js";
import { INTERPRETERS, notInstalled, type PairRequest, runPairs } from "./interpreters.js";
import { type Block, blocksOf, type Pair, pairsOf, ROOT, settingsOf } from "./pages.js";

/** By path: the least number of blocks with code. */
const DOCUMENTS: Readonly<Record<string, number>> = {
  "docs/talk.md": 12,
  "docs/what-does-not-matter.md": 8,
  "docs/instability.md": 2,
  "docs/hotness.md": 10,
};

const engine = createEngine();

function findings(block: Block) {
  return findingsIn(engine, block.code, { ...settingsOf(block, ""), rules: {} });
}

function marked(block: Block): string[] {
  return block.markers.map((marker) => `${marker.line} ${marker.rule}`);
}

function offered(pair: Pair): Fix | undefined {
  const fixes = findings(pair.before).flatMap((finding) => finding.fixes);
  return fixes.filter((fix) => fix.kind === pair.kind && fix.applicability === pair.safety)[pair.index];
}

function request(pair: Pair): PairRequest {
  const { attributes } = pair.before;
  return {
    id: `${pair.before.page}: ${pair.id}`,
    before: pair.before.code,
    after: pair.after.code,
    run: attributes.get("run") ?? "",
    shape: attributes.get("shape") ?? "args",
    feed: attributes.get("feed")?.split(" ") ?? [],
    compare: attributes.get("compare") ?? "repr",
    ...(attributes.has("calls") ? { calls: attributes.get("calls")!.split("; ") } : {}),
  };
}

const documents = Object.keys(DOCUMENTS).map((path) => {
  const blocks = blocksOf(path, readFileSync(join(ROOT, path), "utf8"));
  return { path, blocks, pairs: pairsOf(blocks) };
});

for (const { path, blocks, pairs } of documents) {
  describe(path, () => {
    test("shows code", () => assert.ok(blocks.length >= DOCUMENTS[path]!, `${blocks.length} blocks`));
    for (const block of blocks) {
      test(`line ${block.line}: findings where they are marked, and nowhere else`, () => {
        const found = findings(block).map((finding) => `${lineOf(block.code, finding.span.start)} ${finding.rule}`);
        assert.deepEqual(found, marked(block));
      });
    }
    for (const pair of pairs) {
      test(`fix ${pair.id}`, () => {
        const fix = offered(pair);
        assert.ok(fix !== undefined, "it is not offered");
        assert.equal(applyFix(pair.before.code, fix), pair.after.code);
      });
    }
  });
}

test("the talk names every rule that comes from one of its own programs", () => {
  const { blocks } = documents.find(({ path }) => path === "docs/talk.md")!;
  const shown = new Set(blocks.flatMap((block) => block.markers.map((marker) => marker.rule)));
  const own = [
    ...["opaque-call-in-loop", "none-check-chain", "branch-chain", "generator-in-loop", "iterator-class"],
    ...["dynamic-struct-format", "per-field-unpack"],
  ];
  assert.deepEqual(
    own.filter((rule) => !shown.has(rule)),
    [],
  );
  const names = new Set(RULES.map((rule) => rule.meta.name));
  assert.deepEqual(
    [...shown].filter((rule) => !names.has(rule)),
    [],
  );
});

const requests = documents.flatMap(({ pairs }) => pairs.map(request));

for (const interpreter of INTERPRETERS) {
  describe(`fixes of the documents on ${interpreter}`, () => {
    const results = runPairs(interpreter, requests);
    if (results === null) {
      test(`${interpreter} is installed`, (context) => notInstalled(interpreter, context));
      return;
    }
    test("there are fixes", () => assert.equal(results.length, requests.length));
    for (const result of results) {
      test(result.id, () => {
        assert.deepEqual(result.differences, []);
        assert.ok(result.returned > 0, "no call returned");
      });
    }
  });
}
