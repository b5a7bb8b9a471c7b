/**
 * Writes the fast form of the pairs in lab/pairs whose rule has a fix: it is what the product's own fixer makes of the slow form, so that
 * what is measured is what users get. `"fix": { "title": ..., "runtimes": [...] }` in a pair's meta.json names the fix by the start of its
 * title; `"kind": "refactor"` is a rewrite that users ask for at a place.
 *
 *   node --import tsx scripts/generate-pairs.ts            writes fast.py
 *   node --import tsx scripts/generate-pairs.ts --check    fails where fast.py is something else
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../server/src/engine.js";
import type { Fix, RuntimeId } from "../server/src/findings.js";
import { PythonParser } from "../server/src/syntax/parser.js";

const ROOT = join(__dirname, "..");
const PAIRS = join(ROOT, "lab", "pairs");
const DOC_STRING = /^"""[^"]*"""\n/;
const MOST_ROUNDS = 64;

/** Which fix makes the fast form. */
interface FixOfPair {
  /** How the fix's title starts. */
  readonly title: string;
  readonly runtimes: readonly RuntimeId[];
  readonly kind?: "refactor";
}

const engine = new Engine(PythonParser.create(readFileSync(join(ROOT, "grammars", "python.wasm"))));

/** The first fix with that title in a text, or undefined. */
function findFix(text: string, wanted: FixOfPair): Fix | undefined {
  const settings = { runtimes: wanted.runtimes, rules: {}, minimumConfidence: "low" } as const;
  const module = engine.open(text);
  try {
    const isWanted = (fix: Fix): boolean => fix.title.startsWith(wanted.title);
    if (wanted.kind !== "refactor") {
      return module.analyse(settings).findings.flatMap((finding) => finding.fixes.filter(isWanted))[0];
    }
    for (const { index } of text.matchAll(/\bif /g)) {
      const found = module.refactorings(settings, { start: index, end: index }).fixes.find(isWanted);
      if (found !== undefined) return found;
    }
    return undefined;
  } finally {
    module.dispose();
  }
}

function apply(text: string, fix: Fix): string {
  let result = text;
  for (const { span, newText } of [...fix.edits].reverse()) {
    result = result.slice(0, span.start) + newText + result.slice(span.end);
  }
  return result;
}

/** The text after the fix has been applied as often as it is offered. An error where it is not offered at all. */
function fixedForm(text: string, wanted: FixOfPair): string {
  let result = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fix = findFix(result, wanted);
    if (fix === undefined) {
      if (round === 0) throw new Error(`no fix "${wanted.title}" is offered`);
      return result;
    }
    result = apply(result, fix);
  }
  throw new Error(`"${wanted.title}" is offered again and again`);
}

/** What is wrong with the fast forms: one line for each pair whose fast.py is not what the fixer makes. With `write` they are written. */
export function pairProblems(write: boolean): string[] {
  const problems: string[] = [];
  for (const id of readdirSync(PAIRS).sort()) {
    const meta = join(PAIRS, id, "meta.json");
    if (!existsSync(meta)) continue;
    const wanted = JSON.parse(readFileSync(meta, "utf8")).fix as FixOfPair | undefined;
    if (wanted === undefined) continue;
    const path = join(PAIRS, id, "fast.py");
    const committed = readFileSync(path, "utf8");
    try {
      // Both forms say in their first line what they are.
      const fixed = fixedForm(readFileSync(join(PAIRS, id, "slow.py"), "utf8"), wanted).replace(DOC_STRING, "");
      if (fixed === committed.replace(DOC_STRING, "")) continue;
      if (write) writeFileSync(path, (DOC_STRING.exec(committed)?.[0] ?? "") + fixed);
      else problems.push(`${id}: fast.py is not what the fixer makes of slow.py`);
    } catch (error) {
      problems.push(`${id}: ${(error as Error).message}`);
    }
  }
  return problems;
}

if (require.main === module) {
  const problems = pairProblems(!process.argv.includes("--check"));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
