/** Makes a failure small enough to be read: the fewest last steps that still show it, on the fewest lines. */
import type { AnalysisSettings } from "../../../server/src/settings.js";
import { answerOf, type Difference, differenceOf, open, type Question } from "./comparison.js";
import type { Edit } from "./editing.js";
import { Source } from "./python.js";

/** Edits that were made together before the module was asked. */
export interface Step {
  readonly textBefore: string;
  readonly edits: readonly Edit[];
  /** With which the module was asked. */
  readonly settings: AnalysisSettings;
}

/** A text that is opened, edited step by step, and asked. */
interface Case {
  readonly text: string;
  readonly steps: readonly Omit<Step, "textBefore">[];
  readonly questions: readonly Question[];
}

const PATIENCE_MS = 20_000;
const LONGEST_TEXT = 6_000;

/** What to print about a failure, `problem` being a `Difference`, an error or words. */
export function describeFailure(
  where: string,
  problem: unknown,
  steps: readonly Step[],
  questions: readonly Question[],
): string {
  const until = performance.now() + PATIENCE_MS;
  const parts = [where, wordsFor(problem)];
  const short = shortest(steps, questions, until);
  if (short === null) parts.push("It does not show again in the same steps on a module opened just before them.");
  else {
    const small = withFewerLines(short, until);
    parts.push(
      `It shows in ${small.steps.length} of ${steps.length} steps: ${wordsFor(failureOf(small))}`,
      `Questions: ${JSON.stringify(small.questions)}`,
      ...small.steps.map((step, i) => `Step ${i + 1}: ${JSON.stringify(step.edits)}`),
      `Text before:\n${small.text.slice(0, LONGEST_TEXT)}`,
    );
  }
  return parts.join("\n");
}

function wordsFor(problem: unknown): string {
  if (problem instanceof Error) return problem.stack ?? problem.message;
  if (typeof problem === "string") return problem;
  const { question, path, edited, fresh } = problem as Difference;
  return [
    `Asked for ${JSON.stringify(question)}, differs at "${path}":`,
    `  edited: ${JSON.stringify(edited)?.slice(0, 1500)}`,
    `  fresh:  ${JSON.stringify(fresh)?.slice(0, 1500)}`,
  ].join("\n");
}

/** What is wrong at the end of a case; null for nothing. */
function failureOf({ text, steps, questions }: Case): unknown {
  const module = open(text);
  try {
    module.analyse(steps[0]!.settings);
    for (const [i, step] of steps.entries()) {
      for (const edit of step.edits) module.edit(edit.start, edit.oldEnd, edit.newText);
      if (i < steps.length - 1) {
        answerOf(module, { settings: step.settings, ask: "findings" });
        answerOf(module, { settings: step.settings, ask: "errors" });
      }
    }
    return differenceOf(module, questions);
  } catch (error) {
    return error;
  } finally {
    module.dispose();
  }
}

/** The fewest last steps in which something goes wrong; null if it does in none. */
function shortest(steps: readonly Step[], questions: readonly Question[], until: number): Case | null {
  for (let first = steps.length - 1; first >= 0 && performance.now() < until; first--) {
    const candidate: Case = { text: steps[first]!.textBefore, steps: steps.slice(first), questions };
    if (failureOf(candidate) === null) continue;
    const single = questions.find((question) => failureOf({ ...candidate, questions: [question] }) !== null);
    return single === undefined ? candidate : { ...candidate, questions: [single] };
  }
  return null;
}

/** Takes lines out of the text that no step touches, as long as something still goes wrong. */
function withFewerLines(original: Case, until: number): Case {
  let small = original;
  for (let size = 256; size >= 1; ) {
    let smaller: Case | null = null;
    const { lines } = new Source(small.text);
    for (let last = lines.length - 1; last >= 0 && smaller === null; last -= size) {
      if (performance.now() > until) return small;
      const { start, end } = new Source(small.text).spanOfLines(Math.max(0, last - size + 1), last);
      const candidate = without(small, start, end);
      if (candidate !== null && failureOf(candidate) !== null) smaller = candidate;
    }
    if (smaller === null) size >>= 1;
    else small = smaller;
  }
  return small;
}

/** The case without a part of its text; null where a step or a question touches that. */
function without(original: Case, start: number, end: number): Case | null {
  let from = start;
  let to = end;
  const steps: Case["steps"][number][] = [];
  for (const step of original.steps) {
    const edits: Edit[] = [];
    for (const edit of step.edits) {
      const inserted = edit.newText.length - (edit.oldEnd - edit.start);
      if (edit.oldEnd <= from) {
        edits.push(edit);
        from += inserted;
        to += inserted;
      } else if (edit.start >= to) {
        edits.push({ ...edit, start: edit.start - (to - from), oldEnd: edit.oldEnd - (to - from) });
      } else return null;
    }
    steps.push({ ...step, edits });
  }
  const move = (offset: number): number | null => {
    if (offset <= from) return offset;
    return offset >= to ? offset - (to - from) : null;
  };
  const questions: Question[] = [];
  for (const question of original.questions) {
    if (question.ask === "inspection") {
      const offset = move(question.offset);
      if (offset === null) return null;
      questions.push({ ...question, offset });
    } else if (question.ask === "refactorings") {
      const first = move(question.selection.start);
      const last = move(question.selection.end);
      if (first === null || last === null) return null;
      questions.push({ ...question, selection: { start: first, end: last } });
    } else questions.push(question);
  }
  return { text: original.text.slice(0, start) + original.text.slice(end), steps, questions };
}
