/** Rewriters that are wrong on purpose. The proof is worth something only if it catches every one of them. */
import type { Demand } from "./preconditions.js";
import type { Rewritten } from "./rewriting.js";

/** What is wrong, for which programs, and the wrong result. */
export interface Mutant {
  readonly name: string;
  readonly family: string;
  /** The text that the wrong rewriter makes; undefined where it would make the same as the right one. */
  readonly text?: (rewritten: Rewritten) => string | undefined;
  /** Forgets some preconditions: true for those that stay. */
  readonly keeps?: (predicate: string) => boolean;
}

/** The new text with something in its changed part replaced. */
function replacing(pattern: RegExp, by: string): (rewritten: Rewritten) => string | undefined {
  return (rewritten) => {
    const { before, after, fix } = rewritten;
    const start = fix.edits[0]!.span.start;
    const tail = before.length - fix.edits[fix.edits.length - 1]!.span.end;
    const changed = after.slice(start, after.length - tail);
    const wrong = changed.replace(pattern, by);
    return wrong === changed ? undefined : after.slice(0, start) + wrong + after.slice(after.length - tail);
  };
}

const forgets = (pattern: RegExp) => (predicate: string) => !pattern.test(predicate);

export const MUTANTS: readonly Mutant[] = [
  {
    name: "the default where there is a value",
    family: "None chains",
    text: replacing(/d if x is None else x/, "x if x is None else d"),
  },
  { name: "the default for what is false", family: "None chains", text: replacing(/d if x is None else x/, "x or d") },
  {
    name: "names in another order",
    family: "None chains",
    text: replacing(/(?<=^\s*)(\S+), (\S+), (?=.* = \[)/u, "$2, $1, "),
  },
  { name: "names without a value", family: "None chains", keeps: forgets(/^true$/) },
  { name: "all numbers become floats", family: "None chains", keeps: forgets(/^none-or-exact-number$/) },
  {
    name: "another comparison",
    family: "clamps",
    text: replacing(/k if x (<|>) c else x/, "k if x $1= c else x"),
  },
  {
    name: "limits and new values mixed up",
    family: "int clamps",
    text: replacing(/k if x < c else x/, "c if x < k else x"),
  },
  { name: "values of any type", family: "clamps", keeps: forgets(/^number$/) },
  { name: "31 bits", family: "int clamps", text: replacing(/>> 63/g, ">> 31") },
  { name: "ints of any size", family: "int clamps", keeps: forgets(/^int63$/) },
  { name: "abs alone", family: "float clamps", text: replacing(/= \((\S+) \+ (abs\(\S+\))\) \* 0\.5/u, "= $2") },
  { name: "floats of any size", family: "float clamps", keeps: forgets(/^modest-float$/) },
  { name: "the opposite comparison", family: "clamps", text: replacing(/\+ \((\S+) (?:>|<)=? /u, "+ ($1 != ") },
  { name: "no number at all", family: "clamps", keeps: forgets(/^finite-numbers$/) },
  {
    name: "arguments in another order",
    family: "generators",
    text: replacing(/^(\S+ = .*)(\r?\n\s*)(\S+ = .*)/, "$3$2$1"),
  },
  { name: "names not kept apart", family: "generators", text: replacing(/\b(\p{L}+)_2\b/gu, "$1") },
  {
    name: "the item after the loop's body",
    family: "generators",
    text: replacing(/^(\s*)(\S+ = .*)(\r?\n)\1(out\.append.*)/m, "$1$4$3$1$2"),
  },
  { name: "a generator of another class", family: "generators", keeps: forgets(/override/) },
  { name: "values that are freed later", family: "generators", keeps: forgets(/lifetime/) },
  { name: "StopIteration", family: "generators", keeps: forgets(/stop-iteration/) },
  {
    name: "the global is not set after the loop",
    family: "global sums",
    text: replacing(/\r?\n[ \t]*\w+ = local_\w+$/, ""),
  },
  { name: "the loop starts from nothing", family: "global sums", text: replacing(/(local_\w+) = \w+/, "$1 = 0") },
  { name: "a global that is seen meanwhile", family: "global sums", keeps: forgets(/seen-meanwhile/) },
  { name: "an exception that leaves the loop", family: "global sums", keeps: forgets(/loop-raises/) },
  { name: "a global without a value", family: "global sums", keeps: forgets(/^true$/) },
  { name: "another byte order", family: "field reads", text: replacing(/Struct\("[<=]/, 'Struct(">') },
  {
    name: "fields in another order",
    family: "field reads",
    text: replacing(/(\S+), (\S+)(?=.* = _RECORD)/u, "$2, $1"),
  },
  { name: "records of any length", family: "field reads", keeps: forgets(/^true$/) },
  { name: "a buffer that changes between reads", family: "field reads", keeps: forgets(/same-buffer/) },
  {
    name: "properties mixed up",
    family: "schema classes",
    text: replacing(/(\w+\.\S+), (\w+\.\S+)(?=.* = _)/u, "$2, $1"),
  },
  { name: "a buffer that changes later", family: "schema classes", keeps: forgets(/same-buffer/) },
  { name: "attributes that are gone", family: "schema classes", keeps: forgets(/outside/) },
  { name: "an int that is needed as one", family: "mixed numbers", keeps: forgets(/needs-int$/) },
  { name: "another number", family: "mixed numbers", text: replacing(/\.0/, ".5") },
  { name: "pieces of any type", family: "growing text", keeps: forgets(/piece-type/) },
  {
    name: "pieces in another order",
    family: "growing text",
    text: replacing(/(\S+) = "".join\((.*)\)/u, '$1 = "".join(reversed($2))'),
  },
  { name: "bytes that stay a bytearray", family: "growing text", text: replacing(/= bytes\(/, "= bytearray(") },
  { name: "the last item for the first", family: "queues", text: replacing(/popleft\(\)/, "pop()") },
  { name: "the words of an error", family: "queues", keeps: forgets(/^without index-error$/) },
  { name: "at the other end", family: "queues", text: replacing(/appendleft\(/, "append(") },
  { name: "no default", family: "missing keys", text: replacing(/, [^,)]+\)$/, ")") },
  { name: "a dict that fills itself", family: "missing keys", keeps: forgets(/own-missing$/) },
  {
    name: "the inner loop outside",
    family: "products",
    text: replacing(/for (\S+) in (\S+):(\r?\n\s*)for (\S+) in (\S+):/u, "for $4 in $5:$3for $1 in $2:"),
  },
  { name: "iterators that are read once", family: "products", text: replacing(/map\(tuple, /, "map(iter, ") },
  { name: "items that are freed later", family: "products", keeps: forgets(/lifetime/) },
  { name: "one item less", family: "lists of None", text: replacing(/\[(0(?:\.0)?)\]/, "[$1][1:]") },
];

/** The demand of a fix as the mutant states it. */
export function statedBy(mutant: Mutant, demand: Demand): Demand | undefined {
  if (mutant.keeps === undefined) return demand;
  const requires = demand.requires.filter(([predicate]) => mutant.keeps!(predicate));
  return requires.length === demand.requires.length ? undefined : { ...demand, requires };
}
