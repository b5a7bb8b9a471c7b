/** The preconditions that fixes state, as something that can be checked on the inputs of a program. */
import type { Program } from "./programs.js";

/** A predicate of compare.py, and the Python expression over `args` that lists what it must hold for. */
export type Requirement = readonly [predicate: string, values: string];

/** What a stated precondition demands of the inputs, and how much may then differ. */
export interface Demand {
  readonly requires: readonly Requirement[];
  readonly compare: "repr" | "value";
}

interface Known {
  readonly words: RegExp;
  /** A predicate of compare.py on the values of the names that stand first in the words. */
  readonly predicate: string;
  /** The precondition speaks of what the names are compared with and set to as well. */
  readonly beside?: boolean;
  /** Results may differ in type or in the sign of a zero. */
  readonly compare?: "value";
}

const NAMES = "([\\p{L}\\p{N}_]+(?:, [\\p{L}\\p{N}_]+)*)";
const after = (words: string): RegExp => new RegExp(`^${NAMES} ${words}$`, "u");

const KNOWN: readonly Known[] = [
  // About speed alone: results must be equal for all values.
  { words: after("are None or [\\w.]+, like the defaults: with mixed types the fold does not help"), predicate: "any" },
  {
    words: after("are None, floats, or ints of at most 2\\*\\*53 in size: all become floats"),
    predicate: "none-or-exact-number",
    compare: "value",
  },
  { words: after("(?:is a plain int|are plain ints) \\(no bools?\\) inside 63 bits: .*"), predicate: "int63" },
  {
    words: after("(?:is a float|are floats), finite and below 8.9e307, and the sign of a zero does not matter"),
    predicate: "modest-float",
    compare: "value",
  },
  {
    words: after("and what (?:it is|they are) compared with and set to are finite numbers \\(no bools\\), ints .*"),
    predicate: "finite-numbers",
    beside: true,
    compare: "value",
  },
  {
    words: after("and what they are compared with and set to are ints and floats, best all of one type: .*"),
    predicate: "number",
    beside: true,
  },
  { words: after("(?:is an int)"), predicate: "int" },
  { words: after("(?:have values|has a value) here: .*"), predicate: "true" },
];

/** Preconditions about what happens in a run: the program says so where it breaks them. */
const KNOWN_OF_RUNS: readonly (readonly [words: RegExp, what: string, compare?: "value"])[] = [
  [/^neither a subclass nor an object of \w+ has a \w+ of its own$/, "override"],
  [/^\S+ does not change between the reads: /u, "same-buffer"],
  [/^nothing tells one \S+ of a \S+ from another by identity: /u, "identity"],
  [/^nothing elsewhere inherits from /, "outside"],
  [/^nothing waits for the values? of .* to be freed, /u, "lifetime"],
  [/^nothing that \w+ calls raises StopIteration: /, "stop-iteration"],
  [/^nothing that the loop runs, and no other thread, reads or changes \w+: /, "seen-meanwhile"],
  [/^no exception leaves the loop: /, "loop-raises"],
  [/^nothing reads the words of the IndexError /, "index-error"],
  [/^what is added to \S+ is always a (str|bytes object)$/u, "piece-type"],
  [/^nothing needs an int here /, "needs-int", "value"],
  [/^\S+ is a plain dict, without a __missing__ of its own$/u, "own-missing"],
  [/^hashing and comparing keys raises no KeyError$/, "key-error-of-key"],
];

const WHOLE_RECORD = /^(?:\S+ holds|every buffer holds) the whole record/u;

/** What the stated preconditions demand of a program's inputs. Fails for words that it does not know: they must be added here. */
export function demandOf(program: Program, preconditions: readonly string[]): Demand {
  const requires: Requirement[] = [];
  let compare: Demand["compare"] = "repr";
  for (const precondition of preconditions) {
    const ofRun = KNOWN_OF_RUNS.find(([words]) => words.test(precondition));
    if (ofRun !== undefined) {
      requires.push([`without ${ofRun[1]}`, "[]"]);
      compare = ofRun[2] ?? compare;
      continue;
    }
    if (WHOLE_RECORD.test(precondition)) {
      requires.push(["true", program.record ?? "[False]"]);
      if (precondition.includes("does not change later")) requires.push(["without same-buffer", "[]"]);
      continue;
    }
    const known = KNOWN.find(({ words }) => words.test(precondition));
    if (known === undefined) throw new Error(`${program.id}: no test for the precondition: ${precondition}`);
    compare = known.compare ?? compare;
    for (const name of known.words.exec(precondition)![1]!.split(", ")) {
      if (known.predicate === "true") requires.push(["true", program.bound[name] ?? "[False]"]);
      else requires.push([known.predicate, valuesOf(program, name, known.beside === true)]);
    }
  }
  return { requires, compare };
}

function valuesOf(program: Program, name: string, beside: boolean): string {
  const values = program.values[name];
  if (values === undefined) throw new Error(`${program.id}: no values for ${name}, which a precondition names`);
  return beside ? `${values} + ${program.beside?.[name] ?? "[]"}` : values;
}
