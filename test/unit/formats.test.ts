import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { githubFormat } from "../../server/src/cli/formats/github.js";
import { jsonFormat } from "../../server/src/cli/formats/json.js";
import { sarifLog } from "../../server/src/cli/formats/sarif.js";
import { textFormat } from "../../server/src/cli/formats/text.js";
import { type FileReport, failedReport, reportFinding } from "../../server/src/cli/report.js";
import { PLAIN, printable, styleFor } from "../../server/src/cli/style.js";
import type { Finding } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import { Lines } from "../../server/src/semantics/lines.js";
import { pageUrl } from "../../server/src/workspace/pages.js";
import { findingAt, fixOf } from "./findingFixtures.js";

const TEXT = 'for x in xs:\n\ts = "日𝒳é"; f(x)\n    g(\n)\n';
const CALL = TEXT.indexOf("f(x)");

function reportOf(findings: readonly Finding[], text = TEXT, filename = "src/a.py"): FileReport {
  const lines = new Lines(text);
  const reported = findings.map((finding) => reportFinding(finding, filename, lines, () => new Lines("\n\nother")));
  return {
    ...failedReport(filename, ""),
    error: null,
    runtimes: ["pypy"],
    findings: reported,
    lines: Object.fromEntries(reported.map(({ location: { row } }) => [row, lines.textOf(row - 1)])),
    fixable: { safe: 1, unsafe: 0 },
  };
}

const FINDING = findingAt(CALL, CALL + 4, {
  loop: { span: { start: 0, end: 12 } },
  evidence: [{ runtime: "pypy", ratio: null, ns: 340, source: "PyPy 7.3.11: json.dumps" }],
  related: [
    { message: "the loop", place: { span: { start: 0, end: 12 } } },
    { message: "the blocker", place: { span: { start: 2, end: 7 }, file: "lib/b.py" } },
  ],
  fixes: [
    fixOf(0, 3, "", { title: "Turn it around", kind: "refactor" }),
    fixOf(CALL, CALL + 4, "y\n", { title: "Use y", applicability: "unsafe" }),
  ],
});

describe("the JSON shape", () => {
  test("is exact, 1-based, in code points", () => {
    const [finding] = JSON.parse(jsonFormat.end([reportOf([FINDING])]));
    const edits = [{ content: "y\n", location: { row: 2, column: 13 }, end_location: { row: 2, column: 17 } }];
    const fix = { applicability: "unsafe", message: "Use y", edits };
    const refactoring = {
      applicability: "safe",
      message: "Turn it around",
      edits: [{ content: "", location: { row: 1, column: 1 }, end_location: { row: 1, column: 4 } }],
    };
    assert.deepEqual(finding, {
      code: "opaque-call-in-loop",
      message: "json.dumps is opaque. The loop is hot. Move it out.",
      severity: "warning",
      confidence: "high",
      runtimes: ["pypy"],
      filename: "src/a.py",
      location: { row: 2, column: 13 },
      end_location: { row: 2, column: 17 },
      url: pageUrl("opaque-call-in-loop"),
      loop: { row: 1, column: 1 },
      evidence: [{ runtime: "pypy", ratio: null, ns: 340, source: "PyPy 7.3.11: json.dumps" }],
      fix,
      fixes: [refactoring, fix],
      related: [
        { message: "the loop", filename: "src/a.py", location: { row: 1, column: 1 } },
        { message: "the blocker", filename: "lib/b.py", location: { row: 3, column: 1 } },
      ],
    });
  });

  test("has nulls and empty lists where there is nothing", () => {
    const [finding] = JSON.parse(jsonFormat.end([reportOf([findingAt(0, 3)])]));
    assert.deepEqual([finding.loop, finding.fix, finding.fixes, finding.related], [null, null, [], []]);
    assert.equal(jsonFormat.end([]), "[]\n");
    assert.equal(jsonFormat.end([failedReport("a.py", "gone")]), "[]\n");
  });

  test("a place in a file that cannot be read is left out", () => {
    const reported = reportFinding(FINDING, "a.py", new Lines(TEXT), () => null);
    assert.deepEqual(reported.related.length, 1);
  });
});

describe("the text format", () => {
  const format = textFormat(PLAIN);

  test("shows place, message, source with carets, related places and the fix", () => {
    assert.equal(
      format.file(reportOf([FINDING])),
      [
        "src/a.py:2:13: warning opaque-call-in-loop json.dumps is opaque. The loop is hot. Move it out.",
        "  |",
        '2 | \ts = "日𝒳é"; f(x)',
        "  | \t            ^^^^",
        "  = src/a.py:1:1: the loop",
        "  = lib/b.py:3:1: the blocker",
        "  = fix (unsafe): Use y",
        "",
        "",
      ].join("\n"),
    );
  });

  test("names the loop where no related place does", () => {
    const text = format.file(reportOf([findingAt(CALL, CALL + 4, { loop: { span: { start: 0, end: 12 } } })]));
    assert.match(text, / = src\/a\.py:1:1: The hot loop\n/);
  });

  test("underlines the first line of a finding over several lines", () => {
    const start = TEXT.indexOf("g(");
    assert.match(format.file(reportOf([findingAt(start, start + 4)])), /3 \| {5}g\(\n {2}\| {5}\^\^\n/);
  });

  test("cuts long lines around the finding", () => {
    const text = `${"x".repeat(5000)}HERE${"y".repeat(5000)}\n`;
    const [, , source, carets] = format.file(reportOf([findingAt(5000, 5004)], text)).split("\n");
    assert.ok(source!.length < 200);
    assert.equal(source!.indexOf("HERE"), carets!.indexOf("^^^^"));
    assert.match(source!, /^1 \| \.\.\.x+HEREy+\.\.\.$/);
  });

  test("an empty range still has a caret, also at the end of the file", () => {
    const end = "x = 1".length;
    assert.match(format.file(reportOf([findingAt(end, end)], "x = 1")), /1 \| x = 1\n {2}\| {6}\^\n/);
  });

  test("control characters in files and names do not reach the terminal", () => {
    const text = format.file(reportOf([findingAt(0, 1, { what: "\x1b[31m" })], "\x1b]0;title\x07\n", "a\x1b.py"));
    assert.equal(text.includes("\x1b"), false);
    assert.equal(printable("a\tb\x00\x7f\x9b"), "a\tb␀��");
  });

  test("sums up", () => {
    assert.equal(format.end([]), "");
    assert.equal(
      format.end([{ ...reportOf([]), runtimes: ["pypy", "cpython-3.15"] }]),
      "Nothing found in 1 file for PyPy and CPython 3.15 with JIT.\n",
    );
    assert.equal(
      format.end([
        reportOf([FINDING, findingAt(0, 1, { severity: "hint" })]),
        reportOf([FINDING]),
        failedReport("x.py", "gone"),
      ]),
      "3 findings in 2 files for PyPy (2 warning, 1 hint).\n2 can be fixed with --fix.\n",
    );
    const unsafe = { ...reportOf([FINDING]), fixable: { safe: 1, unsafe: 2 } };
    assert.match(
      format.end([unsafe]),
      /1 can be fixed with --fix\.\n2 more can be fixed with --fix --unsafe-fixes\.\n$/,
    );
  });

  test("colours only on a terminal that is asked for them", () => {
    assert.notEqual(styleFor({ isTTY: true }, {})("red", "x"), "x");
    assert.equal(styleFor({ isTTY: false }, {})("red", "x"), "x");
    assert.equal(styleFor({ isTTY: true }, { NO_COLOR: "1" })("red", "x"), "x");
    assert.equal(styleFor({ isTTY: true }, { TERM: "dumb" })("red", "x"), "x");
  });
});

describe("the GitHub format", () => {
  test("is one workflow command a finding", () => {
    assert.equal(
      githubFormat.file(reportOf([FINDING])),
      "::warning file=src/a.py,line=2,col=13,endLine=2,endColumn=17,title=Python JIT Hints%3A opaque-call-in-loop::json.dumps is opaque. The loop is hot. Move it out.\n",
    );
    assert.equal(githubFormat.end([]), "");
  });

  test("has three levels", () => {
    const levels = (["error", "warning", "information", "hint"] as const).map(
      (severity) => /^::(\w+)/.exec(githubFormat.file(reportOf([findingAt(0, 1, { severity })])))![1],
    );
    assert.deepEqual(levels, ["error", "warning", "notice", "notice"]);
  });

  test("escapes what has a meaning", () => {
    const line = githubFormat.file(reportOf([findingAt(0, 1, { what: "50%\r\n: a,b" })], TEXT, "a,b:c%.py"));
    assert.match(line, /^::warning file=a%2Cb%3Ac%25\.py,/);
    assert.match(line, /::50%25%0D%0A: a,b The loop is hot\. Move it out\.\n$/);
  });
});

describe("the SARIF log", () => {
  const log = sarifLog(
    [reportOf([FINDING, findingAt(0, 3, { severity: "hint" })]), failedReport("gone.py", "no such file")],
    RULE_METAS,
  );
  const run = log.runs[0]!;

  test("describes every rule", () => {
    const rules = run.tool.driver.rules!;
    assert.deepEqual(
      rules.map(({ id }) => id),
      [...RULE_METAS.keys()],
    );
    for (const rule of rules) assert.ok(rule.shortDescription!.text.endsWith("."));
  });

  test("has results with regions, levels, related locations and fixes", () => {
    assert.equal(run.columnKind, "unicodeCodePoints");
    const [first, second] = run.results!;
    assert.equal(first!.ruleId, run.tool.driver.rules![first!.ruleIndex!]!.id);
    assert.deepEqual([first!.level, second!.level], ["warning", "note"]);
    assert.deepEqual(first!.locations![0]!.physicalLocation, {
      artifactLocation: { uri: "src/a.py" },
      region: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 17 },
    });
    assert.deepEqual(
      first!.relatedLocations!.map(({ id, message }) => [id, message!.text]),
      [
        [0, "the loop"],
        [1, "the blocker"],
      ],
    );
    assert.deepEqual(first!.fixes![1]!.artifactChanges[0]!.replacements, [
      { deletedRegion: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 17 }, insertedContent: { text: "y\n" } },
    ]);
    assert.equal("fixes" in second!, false);
  });

  test("says what could not be checked", () => {
    const [invocation] = run.invocations!;
    assert.equal(invocation!.executionSuccessful, false);
    assert.equal(invocation!.toolExecutionNotifications![0]!.message.text, "no such file");
    assert.equal(sarifLog([], RULE_METAS).runs[0]!.invocations![0]!.executionSuccessful, true);
  });

  test("names files by URI", () => {
    const uri = (filename: string) =>
      sarifLog([reportOf([FINDING], TEXT, filename)], RULE_METAS).runs[0]!.results![0]!.locations![0]!.physicalLocation!
        .artifactLocation!.uri;
    assert.equal(uri("./a b/ü#.py"), "a%20b/%C3%BC%23.py");
    assert.equal(uri("/tmp/a b.py"), "file:///tmp/a%20b.py");
    assert.equal(uri("../x.py"), "../x.py");
  });
});
