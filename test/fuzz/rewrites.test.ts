/**
 * The proof of the fixes: for each of them hundreds of generated programs run before and after it, on CPython and on PyPy, with ugly
 * values. `safe` fixes must agree on every input, `unsafe` ones on every input that satisfies what they state.
 *
 * JIT_HINTS_FUZZ_PROGRAMS (programs of each kind) and JIT_HINTS_FUZZ_SEED ask for more and for others.
 */
import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { applied, randomEdit, randomFrom } from "../unit/syntaxSupport.js";
import { FAMILIES } from "./rewrites/families.js";
import { MUTANTS, type Mutant, statedBy } from "./rewrites/mutants.js";
import { type Answer, type Case, type Collected, collect, compared, isInstalled } from "./rewrites/proof.js";
import { offersFor } from "./rewrites/rewriting.js";

const PROGRAMS = Number(process.env.JIT_HINTS_FUZZ_PROGRAMS ?? 250);
const SEED = Number(process.env.JIT_HINTS_FUZZ_SEED ?? 1);
const INTERPRETERS = ["python3", "pypy3"];

const collected = new Map<string, Collected>(
  FAMILIES.map((family) => [family.name, collect(family, PROGRAMS, SEED * 1_000_000)]),
);

/** Loud where an interpreter is missing; a failure where everything must run. */
function skipped(context: TestContext, interpreter: string): boolean {
  if (isInstalled(interpreter)) return false;
  const message = `${interpreter} is not installed: this half of the proof did not run`;
  assert.notEqual(process.env.CI, "true", message);
  console.error(`NOT RUN: ${message}`);
  context.skip(message);
  return true;
}

function describeDifference(cases: readonly Case[], answer: Answer): string {
  const found = cases.find(({ program }) => program.id === answer.id)!;
  const form = found.forms.find(({ name }) => name === answer.form);
  return [
    `${answer.id}: ${answer.form}`,
    ...answer.differences,
    "--- before",
    found.program.text,
    "--- after",
    form?.text ?? "",
    `--- stated: ${form?.preconditions.join("; ") ?? ""}`,
  ].join("\n");
}

for (const family of FAMILIES) {
  describe(family.name, { concurrency: 2 }, () => {
    const { cases, made, actions, reasons, problems } = collected.get(family.name)!;

    test("results are Python, and a second application changes nothing", (context) => {
      const counts = [...actions].map(([action, count]) => `${count} x ${action}`);
      const refusals = [...reasons.values()].reduce((sum, count) => sum + count, 0);
      context.diagnostic(`${cases.length} of ${made} programs have offers: ${counts.join(", ")}`);
      context.diagnostic(`${refusals} refusals for ${reasons.size} reasons`);
      assert.deepEqual(problems.slice(0, 3), []);
    });

    for (const interpreter of INTERPRETERS) {
      test(`before and after agree on ${interpreter}`, async (context) => {
        if (skipped(context, interpreter)) return;
        const answers = await compared(interpreter, cases);
        const wrong = answers.filter((answer) => answer.differences.length > 0);
        const inputs = answers.reduce((sum, answer) => sum + answer.cases, 0);
        const returned = answers.reduce((sum, answer) => sum + answer.returned, 0);
        context.diagnostic(
          `${answers.length} results on ${inputs} inputs, ${returned} of which return a value: ${wrong.length} differ`,
        );
        assert.equal(
          wrong.length,
          0,
          wrong
            .slice(0, 2)
            .map((answer) => describeDifference(cases, answer))
            .join("\n\n"),
        );
        assert.ok(returned > inputs / 3, `only ${returned} of ${inputs} inputs return a value`);
      });
    }
  });
}

test("texts that were edited at random never throw, and edits are sorted and apart", () => {
  const random = randomFrom(SEED);
  let offers = 0;
  for (const family of FAMILIES) {
    for (const { program } of collected.get(family.name)!.cases.slice(0, 60)) {
      let { text } = program;
      for (let edits = 0; edits < 6; edits++) {
        text = applied(text, randomEdit(text, random));
        for (const { fix } of offersFor(text, family.rule).rewritten) {
          offers++;
          let end = 0;
          for (const edit of fix.edits) {
            assert.ok(edit.span.start >= end && edit.span.end >= edit.span.start && edit.span.end <= text.length, text);
            end = edit.span.end;
          }
        }
      }
    }
  }
  assert.ok(offers > 100, `${offers} offers`);
});

/** The programs of the family with what the wrong rewriter makes of them, as far as that is something else. */
function mutated(mutant: Mutant): Case[] {
  const cases = collected.get(mutant.family)!.cases.flatMap(({ program, forms }) => {
    const wrong = forms.flatMap((form) => {
      if (form.rewritten === undefined) return [];
      const text = mutant.text === undefined ? form.text : mutant.text(form.rewritten);
      const demand = statedBy(mutant, form.demand);
      return text === undefined || demand === undefined ? [] : [{ ...form, text, demand }];
    });
    return wrong.length === 0 ? [] : [{ program, forms: wrong }];
  });
  return cases.slice(0, 200);
}

describe("wrong rewriters are caught", { concurrency: 2 }, () => {
  for (const mutant of MUTANTS) {
    test(`${mutant.family}: ${mutant.name}`, async (context) => {
      const cases = mutated(mutant);
      assert.ok(cases.length > 0, "no program shows it");
      const answers = await compared("python3", cases);
      const caught = answers.filter((answer) => answer.differences.length > 0).length;
      context.diagnostic(`${caught} of ${answers.length} results differ`);
      assert.ok(caught > 0, "not caught");
    });
  }
});
