/** Makes programs, applies every fix that is offered for them, and runs originals and results side by side. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyEdits } from "../../../server/src/rewrites/text.js";
import { parser } from "../../unit/syntaxSupport.js";
import { type Demand, demandOf } from "./preconditions.js";
import type { Program } from "./programs.js";
import { Random } from "./random.js";
import { offersFor, onceMore, type Rewritten } from "./rewriting.js";

/** Programs of one kind, for the fixes of one rule. */
export interface Family {
  readonly name: string;
  readonly rule: string;
  make(random: Random, id: string): Program;
}

/** A program after a fix, or after several. */
export interface Form {
  readonly name: string;
  readonly text: string;
  readonly preconditions: readonly string[];
  readonly demand: Demand;
  /** The fix where it is only one. */
  readonly rewritten?: Rewritten;
}

/** A program with the results of its fixes. */
export interface Case {
  readonly program: Program;
  readonly forms: readonly Form[];
}

/** What a family gave. */
export interface Collected {
  readonly cases: readonly Case[];
  /** Programs made, with those for which nothing is offered. */
  readonly made: number;
  /** How often each fix was offered. */
  readonly actions: ReadonlyMap<string, number>;
  /** Reasons for refusals, with how often they were given. */
  readonly reasons: ReadonlyMap<string, number>;
  /** Results that are no Python, or that a second application changes. */
  readonly problems: readonly string[];
}

/** Makes programs until a number of them had an offer. */
export function collect(family: Family, wanted: number, firstSeed: number): Collected {
  const cases: Case[] = [];
  const actions = new Map<string, number>();
  const reasons = new Map<string, number>();
  const problems: string[] = [];
  let made = 0;
  for (; cases.length < wanted; made++) {
    if (made > 40 * wanted) throw new Error(`${family.name}: too few offers in ${made} programs`);
    const seed = firstSeed + made;
    const program = family.make(new Random(seed), `${family.name} ${seed}`);
    if (parser.parse(program.text).hasError(0)) problems.push(`${program.id}: not Python:\n${program.text}`);
    const offers = offersFor(program.text, family.rule);
    for (const { reason } of offers.refusals) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (offers.rewritten.length === 0) continue;
    for (const rewritten of offers.rewritten) {
      actions.set(rewritten.action, (actions.get(rewritten.action) ?? 0) + 1);
      const again = onceMore(rewritten, offers.rewritten, family.rule);
      if (again !== undefined)
        problems.push(`${program.id}: ${rewritten.action}, twice:\n${again.before}\n---\n${again.after}`);
      if (parser.parse(rewritten.after).hasError(0))
        problems.push(`${program.id}: ${rewritten.action}, not Python:\n${rewritten.after}`);
    }
    cases.push({
      program,
      forms: [
        ...offers.rewritten.map((rewritten) => formOf(program, [rewritten])),
        ...severalForms(program, family, offers.rewritten),
      ],
    });
  }
  return { cases, made, actions, reasons, problems };
}

function formOf(program: Program, steps: readonly Rewritten[]): Form {
  const last = steps[steps.length - 1]!;
  const preconditions = [...new Set(steps.flatMap((step) => step.fix.preconditions))];
  const demand = demandOf(program, preconditions);
  if (steps.length > 1) return { name: `${steps.length} fixes in turn`, text: last.after, preconditions, demand };
  return { name: last.action, text: last.after, preconditions, demand, rewritten: last };
}

/** The program after several fixes: one, then one of what is offered for the result, and so on; and all that do not touch at once. */
function severalForms(program: Program, family: Family, offered: readonly Rewritten[]): Form[] {
  // The forms for clamps are alternatives for the same statements, under conditions that the others do not leave as they are.
  if (family.rule === "branch-chain") return [];
  const steps: Rewritten[] = [];
  for (let next = offered[0]; next !== undefined && steps.length < MOST_STEPS; ) {
    steps.push(next);
    next = offersFor(next.after, family.rule).rewritten[0];
  }
  const forms = steps.length > 1 ? [formOf(program, steps)] : [];
  const together: Rewritten[] = [];
  for (const rewritten of offered) {
    if (!together.some((other) => touch(other, rewritten))) together.push(rewritten);
  }
  if (together.length < 2) return forms;
  const edits = together.flatMap(({ fix }) => fix.edits).sort((a, b) => a.span.start - b.span.start);
  const after = applyEdits(program.text, edits);
  return [...forms, { ...formOf(program, together), name: `${together.length} fixes at once`, text: after }];
}

/** True where editors and `--fix` do not apply both. */
function touch(a: Rewritten, b: Rewritten): boolean {
  return a.fix.edits.some((one) =>
    b.fix.edits.some((other) => one.span.start <= other.span.end && other.span.start <= one.span.end),
  );
}

/** More fixes than a program has room for. */
const MOST_STEPS = 6;

/** What an interpreter said of one rewritten form. */
export interface Answer {
  readonly id: string;
  readonly form: string;
  readonly cases: number;
  readonly returned: number;
  readonly differences: readonly string[];
}

/** Inputs for each program. */
const INPUTS = 16;

const DRIVER = fileURLToPath(new URL("compare.py", import.meta.url));

/** True where a program is on the PATH. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Runs all forms of all cases in one process of the interpreter. */
export async function compared(interpreter: string, cases: readonly Case[]): Promise<Answer[]> {
  const input = cases.map(({ program, forms }) => ({
    id: program.id,
    before: program.text,
    pools: program.pools,
    seed: program.id,
    cases: INPUTS,
    after: forms.map(({ name, text, demand }) => ({ name, text, ...demand })),
  }));
  const child = spawn(interpreter, [DRIVER], { stdio: ["pipe", "pipe", "pipe"] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  // Where it ends early, its exit code and its errors say why.
  child.stdin.on("error", () => {});
  const timer = setTimeout(() => child.kill("SIGKILL"), 240_000);
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearTimeout(timer);
  if (code !== 0)
    throw new Error(`${interpreter} ended with ${code}:\n${Buffer.concat(errors).toString().slice(-2000)}`);
  return JSON.parse(Buffer.concat(output).toString()) as Answer[];
}
