/** The rule pages say what the engine does: every block of every page is analysed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Finding, type Fix, messageOf, type Refusal } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import { applyFix, createEngine, findingsIn, isValid, lineOf } from "./engine.js";
import { type Block, type Pair, ROOT, readPages, settingsOf } from "./pages.js";

const MINIMUM_NEGATIVES = 12;

const engine = createEngine();

function at(block: Block): string {
  return `${block.page}:${block.line}`;
}

function starts(block: Block, findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${lineOf(block.code, finding.span.start)} ${finding.rule}`);
}

function quickfixes(finding: Finding): Fix[] {
  return finding.fixes.filter((fix) => fix.kind === "quickfix" && fix.applicability !== "suggestion");
}

/** All fixes and refusals for a block: those of its findings, and what is offered where nothing is reported. */
function offers(block: Block, rule: string): { fixes: readonly Fix[]; refusals: readonly Refusal[] } {
  const settings = settingsOf(block, rule);
  const finding = findingsIn(engine, block.code, settings).find((it) => it.rule === rule);
  const selected = block.attributes.get("select");
  const module = engine.open(block.code);
  try {
    const start = selected === undefined ? (finding?.span.start ?? 0) : block.code.indexOf(selected);
    assert.notEqual(start, -1, `${at(block)}: ${selected} is not in the block`);
    const more = module.refactorings(settings, { start, end: start + (selected?.length ?? 0) });
    return {
      fixes: [...(finding?.fixes ?? []), ...more.fixes],
      refusals: [...(finding?.refusals ?? []), ...more.refusals],
    };
  } finally {
    module.dispose();
  }
}

function offered(block: Block, pair: Pair, rule: string): Fix | undefined {
  const { fixes } = offers(block, rule);
  return fixes.filter((fix) => fix.kind === pair.kind && fix.applicability === pair.safety)[pair.index];
}

function checkExample(block: Block, rule: string): void {
  const findings = findingsIn(engine, block.code, settingsOf(block, rule));
  const expected = block.markers.map((marker) => `${marker.line} ${marker.rule}`);
  assert.deepEqual(starts(block, findings), expected, at(block));
  const words = block.attributes.get("refused");
  for (const finding of findings.filter((it) => it.rule === rule)) {
    checkFinding(block, finding);
    if (words !== undefined) {
      assert.deepEqual(
        quickfixes(finding).map((fix) => fix.title),
        [],
        `${at(block)}: a fix is offered`,
      );
      const reasons = finding.refusals.map((refusal) => refusal.reason);
      assert.ok(
        reasons.some((reason) => reason.includes(words)),
        `${at(block)}: no refusal says "${words}": ${reasons.join(" | ")}`,
      );
    }
  }
}

/** What holds for every finding: complete texts, evidence, and quick fixes that remove it for good. */
function checkFinding(block: Block, finding: Finding): void {
  const parts =
    finding.rule === "unused-ignore" ? [finding.what, finding.advice] : [finding.what, finding.why, finding.advice];
  for (const part of parts) assert.match(part, /^\S.*[.]$/s, at(block));
  assert.doesNotMatch(messageOf(finding), /undefined|NaN|\bnull\b|\[object/, at(block));
  if (finding.rule !== "unused-ignore") assert.ok(finding.evidence.length > 0, `${at(block)}: no evidence`);
  for (const fix of quickfixes(finding)) {
    assert.equal(fix.preconditions.length > 0, fix.applicability === "unsafe", `${at(block)}: ${fix.title}`);
    const fixed = applyFix(block.code, fix);
    assert.notEqual(fixed, block.code, `${at(block)}: ${fix.title} changes nothing`);
    assert.ok(isValid(fixed) || !isValid(block.code), `${at(block)}: "${fix.title}" breaks the syntax:\n${fixed}`);
    const left = findingsIn(engine, fixed, settingsOf(block, finding.rule));
    const count = (all: readonly Finding[]) => all.filter((it) => it.rule === finding.rule).length;
    const had = count(findingsIn(engine, block.code, settingsOf(block, finding.rule)));
    assert.ok(count(left) < had, `${at(block)}: the finding is still there after "${fix.title}":\n${fixed}`);
  }
}

function checkPair(pair: Pair, rule: string): void {
  const fix = offered(pair.before, pair, rule);
  assert.ok(
    fix !== undefined,
    `${at(pair.before)}: no ${pair.safety} ${pair.kind} number ${pair.index + 1} is offered`,
  );
  assert.equal(applyFix(pair.before.code, fix), pair.after.code, `${at(pair.before)}: ${fix.title}`);
  const again = offered(pair.after, pair, rule);
  assert.equal(again, undefined, `${at(pair.after)}: ${again?.title} is offered again`);
  const left = findingsIn(engine, pair.after.code, settingsOf(pair.after, rule));
  if (pair.kind === "quickfix") assert.deepEqual(starts(pair.after, left), [], at(pair.after));
}

test("every rule has a page and every page a rule", () => {
  assert.deepEqual(
    readPages().map((page) => page.rule),
    [...RULE_METAS.keys()].sort(),
  );
});

test("every figure on a page comes from the lab's results", () => {
  const check = spawnSync(process.execPath, [join(ROOT, "scripts", "render-docs.mjs"), "--check"], {
    encoding: "utf8",
  });
  assert.equal(check.status, 0, check.stderr);
});

for (const page of readPages()) {
  describe(page.rule, () => {
    const marked = (block: Block) => block.markers.some((marker) => marker.rule === page.rule);
    const negatives = page.examples.filter((block) => block.markers.length === 0);
    const positives = page.examples.filter(marked);

    test("has more silent examples than reported ones", () => {
      assert.ok(positives.length > 0, "no positive example");
      assert.ok(negatives.length >= MINIMUM_NEGATIVES, `${negatives.length} negative examples`);
      assert.ok(negatives.length > positives.length, `${negatives.length} negative, ${positives.length} positive`);
    });
    test("documents the options of the rule and no others", () => {
      const options = RULE_METAS.get(page.rule)?.options.map((option) => option.name) ?? [];
      const table = /## Options\n(.*?)(?=\n## |$)/s.exec(page.text)?.[1] ?? "";
      const documented = [...table.matchAll(/^\| `(\w[\w.-]*)` \|/gm)].map((match) => match[1]);
      assert.deepEqual(documented, options);
    });
    for (const block of page.examples) {
      test(`line ${block.line}: ${marked(block) ? "reported" : "silent"}`, () => checkExample(block, page.rule));
    }
    for (const pair of page.pairs) {
      test(`fix ${pair.id}`, () => checkPair(pair, page.rule));
    }
  });
}
