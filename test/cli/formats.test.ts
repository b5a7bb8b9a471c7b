import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Log } from "sarif";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { CHAIN, CHAIN_PLACE, CLEAN } from "./programs.js";
import { run } from "./run.js";

describe("output formats", () => {
  const folder = temporaryFolder({ "a b.py": CHAIN, "clean.py": CLEAN });
  const check = (...args: string[]) => run(folder, ["check", "--runtime", "pypy", ...args]);

  test("json has exactly the documented keys", async () => {
    const [finding] = JSON.parse((await check("--format", "json", "a b.py")).stdout);
    assert.deepEqual(Object.keys(finding), [
      "code",
      "message",
      "severity",
      "confidence",
      "runtimes",
      "filename",
      "location",
      "end_location",
      "url",
      "loop",
      "evidence",
      "fix",
      "fixes",
      "related",
    ]);
    assert.deepEqual(finding.location, CHAIN_PLACE);
    assert.deepEqual(finding.loop, { row: 3, column: 5 });
    assert.deepEqual(Object.keys(finding.evidence[0]), ["runtime", "ratio", "ns", "source"]);
    assert.deepEqual(Object.keys(finding.fix), ["applicability", "message", "edits"]);
    assert.deepEqual(Object.keys(finding.fix.edits[0]), ["content", "location", "end_location"]);
    assert.deepEqual(Object.keys(finding.related[0]), ["message", "filename", "location"]);
    assert.deepEqual(finding.fixes[0], finding.fix);
  });

  test("json and sarif are documents also when nothing is found or something is wrong", async () => {
    for (const args of [["clean.py"], ["nope.py"]]) {
      assert.equal((await check("--format", "json", ...args)).stdout, "[]\n");
      const log: Log = JSON.parse((await check("--format", "sarif", ...args)).stdout);
      assert.deepEqual(log.runs[0]!.results, []);
      assert.equal(log.runs[0]!.invocations![0]!.executionSuccessful, args[0] === "clean.py");
    }
  });

  test("sarif has all that code scanning needs", async () => {
    const log: Log = JSON.parse((await check("--format", "sarif", ".")).stdout);
    assert.equal(log.version, "2.1.0");
    const run = log.runs[0]!;
    const rules = run.tool.driver.rules!;
    const [result] = run.results!;
    assert.equal(run.results!.length, 1);
    assert.equal(rules[result!.ruleIndex!]!.id, "none-check-chain");
    assert.match(rules[result!.ruleIndex!]!.help!.markdown!, /^# none-check-chain\n/);
    assert.equal(result!.level, "warning");
    const { artifactLocation, region } = result!.locations![0]!.physicalLocation!;
    assert.equal(artifactLocation!.uri, "a%20b.py");
    assert.deepEqual([region!.startLine, region!.startColumn], [CHAIN_PLACE.row, CHAIN_PLACE.column]);
    assert.ok(result!.relatedLocations!.length >= 6);
    const [change] = result!.fixes![0]!.artifactChanges;
    assert.match(change!.replacements[0]!.insertedContent!.text!, /zip\(/);
  });

  test("github is one line a finding", async () => {
    const { code, stdout } = await check("--format", "github", ".");
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^::warning file=a b\.py,line=4,col=9,endLine=\d+,endColumn=\d+,title=Python JIT Hints%3A none-check-chain::.+\n$/,
    );
  });
});
