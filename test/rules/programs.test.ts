/**
 * Programs made to trip up rewrites. Every fix that is offered for one of them, applied alone, must leave unchanged what its
 * `# calls:` lines compute, on CPython and on PyPy. All inputs meet the preconditions of unsafe fixes, but for functions that say otherwise:
 * there a fix may be unsafe, and must not be safe.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Applicability, RUNTIME_IDS } from "../../server/src/findings.js";
import { applyFix, createEngine, findingsIn, isValid, lineOf } from "./engine.js";
import { INTERPRETERS, notInstalled, type PairRequest, runPairs } from "./interpreters.js";
import { ROOT } from "./pages.js";

const FOLDER = join(ROOT, "test", "rules", "programs");
const engine = createEngine();

function callsOf(text: string, applicability: Applicability): string[] {
  const calls = [...text.matchAll(/^# calls: (.*?)\r?$/gm)].flatMap((match) => match[1]!.split("; "));
  if (applicability === "safe") return calls;
  const outside = text.matchAll(/^# outside the preconditions of an unsafe fix\r?\ndef (\w+)/gm);
  const excluded = new Set([...outside].map((match) => match[1]));
  return calls.filter((call) => !excluded.has(call.slice(0, call.indexOf("("))));
}

/** How the same program may be written: a fix has to keep to the file's own line endings and indentation. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "CRLF and tabs": (text) => text.replace(/^(?: {4})+/gm, (it) => "\t".repeat(it.length / 4)).replaceAll("\n", "\r\n"),
};

/** One request for each fix of each finding in a program. */
function requestsFor(name: string, spelling: string): PairRequest[] {
  const text = SPELLINGS[spelling]!(readFileSync(join(FOLDER, name), "utf8"));
  const settings = { runtimes: RUNTIME_IDS, rules: {}, minimumConfidence: "low" as const };
  return findingsIn(engine, text, settings).flatMap((finding) =>
    finding.fixes
      .filter((fix) => fix.edits.length > 0)
      .map((fix) => ({
        id: `${name} (${spelling}):${lineOf(text, finding.span.start)} ${finding.rule}: ${fix.title} (${fix.applicability})`,
        before: text,
        after: applyFix(text, fix),
        run: "",
        shape: "args",
        feed: [],
        compare: "repr",
        calls: callsOf(text, fix.applicability),
      })),
  );
}

const programs = readdirSync(FOLDER).filter((name) => name.endsWith(".py"));
const requests = programs.flatMap((name) => Object.keys(SPELLINGS).flatMap((spelling) => requestsFor(name, spelling)));

for (const name of programs) {
  test(`${name}: some fix is offered, and every fix keeps the syntax`, () => {
    const own = requests.filter((request) => request.id.startsWith(`${name} (`));
    assert.ok(own.length > 0);
    for (const request of own) {
      assert.ok(isValid(request.after), `${request.id}:\n${request.after}`);
      const foreign = request.before.includes("\r\n") ? /[^\r]\n|^ +\S/m : /\r/;
      assert.doesNotMatch(request.after, foreign, request.id);
    }
  });
}

for (const interpreter of INTERPRETERS) {
  describe(`programs on ${interpreter}`, () => {
    const results = runPairs(interpreter, requests);
    if (results === null) {
      test(`${interpreter} is installed`, (context) => notInstalled(interpreter, context));
      return;
    }
    for (const result of results) test(result.id, () => assert.deepEqual(result.differences, []));
  });
}
