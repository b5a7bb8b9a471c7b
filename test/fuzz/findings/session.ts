/** A day of editing: mutations and undo, one after the other, and after each edit a look at whether the module still answers as if opened anew. */
import assert from "node:assert/strict";
import type { AnalysedModule } from "../../../server/src/engine.js";
import type { Finding } from "../../../server/src/findings.js";
import type { AnalysisSettings } from "../../../server/src/settings.js";
import { Random } from "../rewrites/random.js";
import { differenceOf, open, type Question, SETTINGS } from "./comparison.js";
import type { Edit, Mutation } from "./editing.js";
import { MEANINGS } from "./meanings.js";
import { Source } from "./python.js";
import { describeFailure, type Step } from "./shrinking.js";
import type { Named } from "./texts.js";
import { WRITING } from "./writing.js";

/** A text and how it is edited. */
interface Plan extends Named {
  readonly seed: number;
  readonly mutations: number;
  /** After so many mutations the text is opened anew, so that it does not become noise. */
  readonly inARow: number;
}

/** What was done. */
interface Done {
  readonly mutations: number;
  readonly edits: number;
  readonly comparisons: number;
  /** Comparisons of texts in which something was found. */
  readonly withFindings: number;
}

/** Of the edits of one mutation, so many are looked at one by one; of more, only some. */
const LOOKS = 30;

const MEANING_NAMES = Object.keys(MEANINGS);
const WRITING_NAMES = Object.keys(WRITING);

const SEED = Number(process.env.FUZZ_SEED ?? 20260101);
const TIMES = Number(process.env.FUZZ_TIMES ?? 1);

/**
 * Edits texts, each as often as said (`FUZZ_TIMES` as often), and gives words about what was done.
 *
 * @throws where a module answers otherwise than one with the same text that was never edited
 */
export function editManyByPlan(texts: readonly Named[], plan: Pick<Plan, "mutations" | "inARow">): string {
  assert.ok(texts.length > 0, "there are no texts");
  const sum = { mutations: 0, edits: 0, comparisons: 0, withFindings: 0 };
  for (const [i, text] of texts.entries()) {
    const done = editByPlan({ ...text, ...plan, mutations: plan.mutations * TIMES, seed: SEED + i });
    for (const key of Object.keys(sum) as (keyof Done)[]) sum[key] += done[key];
  }
  const { mutations, edits, comparisons, withFindings } = sum;
  assert.ok(withFindings * 10 > comparisons, `only ${withFindings} of ${comparisons} texts had findings`);
  return `${mutations} mutations of ${texts.length} texts, ${edits} edits, ${comparisons} comparisons, ${withFindings} with findings`;
}

function editByPlan(plan: Plan): Done {
  const session = new Session(plan);
  try {
    while (session.done.mutations < plan.mutations) session.mutate();
    return session.done;
  } finally {
    session.close();
  }
}

class Session {
  readonly done = { mutations: 0, edits: 0, comparisons: 0, withFindings: 0 };
  readonly #random: Random;
  #module: AnalysedModule;
  #settings: AnalysisSettings;
  /** Since the text was opened. */
  #steps: Step[] = [];
  /** How to take back the mutations since then. */
  #undo: (readonly Edit[])[] = [];
  /** An answer, and what it said when it was given. */
  #kept: { readonly findings: readonly Finding[]; readonly copy: string } | null = null;

  constructor(private readonly plan: Plan) {
    this.#random = new Random(plan.seed);
    this.#module = open(plan.text);
    this.#settings = SETTINGS[0]!;
    this.#module.analyse(this.#settings);
  }

  /** One mutation, or taking back the last. */
  mutate(): void {
    if (this.done.mutations % this.plan.inARow === 0) this.#reopen();
    if (this.#random.chance(0.12)) this.#settings = this.#random.pick(SETTINGS);
    this.done.mutations++;
    // Most people mend what they broke: in a broken text little is found, so little can be wrong.
    const isBroken = this.#module.syntaxErrors().length > 0;
    const last = this.#random.chance(isBroken ? 0.6 : 0.15) ? this.#undo.pop() : undefined;
    if (last !== undefined) this.#apply("undo", last);
    else this.#undo.push(this.#apply(...this.#choose()));
  }

  close(): void {
    this.#module.dispose();
  }

  #reopen(): void {
    this.#module.dispose();
    this.#module = open(this.plan.text);
    this.#module.analyse(this.#settings);
    this.#steps = [];
    this.#undo = [];
  }

  #choose(): [string, readonly Edit[]] {
    const source = new Source(this.#module.text);
    const { findings } = this.#module.analyse(this.#settings);
    for (;;) {
      const isMeaning = this.#random.chance(0.75);
      const name = this.#random.pick(isMeaning ? MEANING_NAMES : WRITING_NAMES);
      const edits = ((isMeaning ? MEANINGS : WRITING)[name] as Mutation)(source, this.#random, findings);
      if (edits !== null) return [name, edits];
    }
  }

  /** Gives the edits that take it back. */
  #apply(name: string, edits: readonly Edit[]): readonly Edit[] {
    const inverse: Edit[] = [];
    const together = this.#random.chance(0.25) ? edits.length : Math.ceil(edits.length / LOOKS);
    for (let first = 0; first < edits.length; first += together) {
      const group = edits.slice(first, first + together);
      const textBefore = this.#module.text;
      for (const edit of group) {
        const { text } = this.#module;
        inverse.unshift({
          start: edit.start,
          oldEnd: edit.start + edit.newText.length,
          newText: text.slice(edit.start, edit.oldEnd),
        });
        this.#module.edit(edit.start, edit.oldEnd, edit.newText);
        assert.equal(this.#module.text, text.slice(0, edit.start) + edit.newText + text.slice(edit.oldEnd));
        this.done.edits++;
      }
      this.#steps.push({ textBefore, edits: group, settings: this.#settings });
      this.#compare(name);
    }
    return inverse;
  }

  #compare(mutation: string): void {
    const questions = this.#questions();
    let problem: unknown;
    try {
      problem = differenceOf(this.#module, questions);
      if (problem === null) problem = this.#answerThatChanged();
    } catch (error) {
      problem = error;
    }
    this.done.comparisons++;
    if (problem === null) return;
    const { name, seed } = this.plan;
    const where = `${name}, seed ${seed}, mutation ${this.done.mutations}: ${mutation}`;
    assert.fail(describeFailure(where, problem, this.#steps, questions));
  }

  /** All kinds, in any order: what is asked first may fill what others use. Now and then also with other settings. */
  #questions(): readonly Question[] {
    const random = this.#random;
    const { length } = this.#module.text;
    const { edits } = this.#steps[this.#steps.length - 1]!;
    const near = Math.max(0, edits[edits.length - 1]!.start + random.between(-200, 200));
    const start = random.below(length + 1);
    const settings = this.#settings;
    const offset = random.chance(0.5) ? Math.min(near, length) : random.below(length + 1);
    const questions: Question[] = random.some<Question>(
      [
        { settings, ask: "findings" },
        { settings, ask: "errors" },
        { settings, ask: "inspection", offset },
        { settings, ask: "refactorings", selection: { start, end: Math.min(length, start + random.below(300)) } },
      ],
      4,
    );
    if (random.chance(0.15)) questions.push({ settings: random.pick(SETTINGS), ask: "findings" });
    return questions;
  }

  /** What was answered once must stay what it is: faces keep it. Null, or what has changed. */
  #answerThatChanged(): string | null {
    const kept = this.#kept;
    const { findings } = this.#module.analyse(this.#settings);
    if (findings.length > 0) this.done.withFindings++;
    this.#kept = { findings, copy: JSON.stringify(findings) };
    if (kept === null || JSON.stringify(kept.findings) === kept.copy) return null;
    return `an earlier answer was changed from ${kept.copy} to ${JSON.stringify(kept.findings)}`;
  }
}
