/**
 * What is typed: places all over a file, chosen by a seed, and what a person without automatic brackets types there, key by key, and
 * takes back by as many. After each visit of a place the text is what it was.
 */
import { Kind } from "../../server/src/syntax/kinds.generated.js";
import type { Tree } from "../../server/src/syntax/tree.js";
import { type Summary, summaryOfMix } from "./measuring.js";
import type { Edit } from "./rivals.js";
import { parser } from "./subject.js";

/** Kinds of typing that are reported by themselves. */
export type TypingKind = "name" | "statement" | "module" | "docstring";

/** What each kind is, for tables. */
export const TYPING_KINDS: Readonly<Record<TypingKind, string>> = {
  name: "a name in a function, text whole",
  statement: "statements in a function, text broken in between",
  module: "imports, constants, functions at module level",
  docstring: 'a docstring, from its first " on',
};

/**
 * The mix that counts: of 100 keys, so many of each kind. A docstring makes the rest of the file a string until it is closed; it is shown
 * and not mixed in, since editors close it with its third quote.
 */
export const MIX: readonly (readonly [TypingKind, number])[] = [
  ["name", 40],
  ["statement", 50],
  ["module", 10],
];

/** The name of the mix in tables. */
export const MIXED = `the mix (${MIX.map(([kind, share]) => `${share} % ${kind}`).join(", ")})`;

/** Samples of each kind. */
export type Samples = Record<TypingKind, number[]>;

/** No samples yet. */
export function emptySamples(): Samples {
  return { name: [], statement: [], module: [], docstring: [] };
}

/** What is said about the mix. */
export function summaryOfTyping(samples: Samples): Summary {
  return summaryOfMix(MIX.map(([kind, share]) => ({ share, samples: samples[kind] })));
}

/** A place, and the keys there. */
export interface Visit {
  readonly kind: TypingKind;
  /** Each is to be applied to the text after the one before. */
  readonly edits: readonly Edit[];
}

const SEED = 20260101;

/** The order of visits, repeated; by it the keys of each kind come about as often as in the mix. */
const ROUND: readonly TypingKind[] = [
  ...(["name", "name", "statement", "name", "name"] as const),
  ...(["name", "module", "name", "name", "name"] as const),
];

/** What is typed: after a name that is there, or as lines of their own. `\t` is one level of indentation more. */
const TYPED: Readonly<Record<TypingKind, readonly string[]>> = {
  name: ["_of", "s", "_count", "2", "_new"],
  statement: [
    "found.append(row.size * 2)",
    "if value is None:\n\tvalue = 0",
    "for key, item in sorted(rows.items()):\n\ttotal += item",
    "name = self.names[index]",
    'print("total", total)',
    "with open(path) as file:\n\tdata = file.read()",
    'message = f"{name}: {len(rows)}"',
    "rows = [convert(x) for x in rows if x]",
  ],
  module: ["import json", "from os import path", "LIMIT = 10", "def helper(rows):\n\tfor row in rows:\n\t\tyield row"],
  docstring: ['"""Twice."""'],
};

const WARM_UP_ROUNDS = 3;
const DOCSTRING_VISITS = 2;

/** The visits of a text. */
export interface Visits {
  /** To be made first, and not to be counted. */
  readonly warmUp: readonly Visit[];
  readonly mixed: readonly Visit[];
  readonly docstrings: readonly Visit[];
}

/** The visits of so many rounds: places evenly spread over the text, moved by the seed. The same for the same text. */
export function visitsOf(text: string, rounds: number): Visits {
  const tree = parser.parse(text);
  const random = randomFrom(SEED);
  const order = Array.from({ length: WARM_UP_ROUNDS + rounds }, () => ROUND).flat();
  const countOf = (kind: TypingKind): number => order.filter((one) => one === kind).length;
  const lineEnds = lineEndsIn(tree, true);
  const places: Readonly<Record<TypingKind, Iterator<Place>>> = {
    name: spread(namesIn(tree), countOf("name"), random),
    statement: spread(lineEnds, countOf("statement"), random),
    module: spread(lineEndsIn(tree, false), countOf("module"), random),
    docstring: spread(lineEnds, DOCSTRING_VISITS, random),
  };
  const visit = (kind: TypingKind): Visit => {
    const { offset, indent } = places[kind].next().value as Place;
    const choice = TYPED[kind][Math.floor(random() * TYPED[kind].length)]!;
    return { kind, edits: typedAndTakenBack(offset, indent, kind === "name" ? choice : `\n${choice}`) };
  };
  const visits = order.map(visit);
  return {
    warmUp: visits.slice(0, WARM_UP_ROUNDS * ROUND.length),
    mixed: visits.slice(WARM_UP_ROUNDS * ROUND.length),
    docstrings: Array.from({ length: DOCSTRING_VISITS }, () => visit("docstring")),
  };
}

/** The visits that are begun within some seconds; one at least of each kind of the mix. */
export function* within(visits: readonly Visit[], seconds: number): Generator<Visit> {
  const end = performance.now() + seconds * 1000;
  const kinds = new Set<TypingKind>();
  for (const visit of visits) {
    if (performance.now() > end && kinds.size === MIX.length) return;
    kinds.add(visit.kind);
    yield visit;
  }
}

interface Place {
  readonly offset: number;
  /** White space at the start of the line. */
  readonly indent: string;
}

/** The ends of names in statements of functions. */
function namesIn(tree: Tree): Place[] {
  const places: Place[] = [];
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] !== Kind.identifier || !isInFunction(tree, node)) continue;
    places.push({ offset: tree.endOf(node), indent: "" });
  }
  return places;
}

/** The ends of lines that end a statement of a function, or of the module. */
function lineEndsIn(tree: Tree, inFunction: boolean): Place[] {
  const places: Place[] = [];
  for (let node = 1; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    const isStatement = inFunction ? tree.kind[parent] === Kind.block && isInFunction(tree, node) : parent === 0;
    if (!isStatement || !tree.isNamed(node)) continue;
    const end = tree.endOf(node);
    const line = tree.text.lastIndexOf("\n", tree.startOf(node) - 1) + 1;
    const indent = tree.text.slice(line, tree.startOf(node));
    if (indent.trim() === "" && tree.text[end] === "\n") places.push({ offset: end, indent });
  }
  return places;
}

function isInFunction(tree: Tree, node: number): boolean {
  let isInBlock = false;
  for (let above = tree.parent[node]!; above > 0; above = tree.parent[above]!) {
    if (tree.kind[above] === Kind.block) isInBlock = true;
    else if (tree.kind[above] === Kind.function_definition) return isInBlock;
    else if (tree.kind[above] === Kind.class_definition) isInBlock = false;
  }
  return false;
}

/** So many of the places: one of each stretch of them, in a mixed order; where there are fewer, some several times. */
function* spread(places: readonly Place[], count: number, random: () => number): Generator<Place> {
  const chosen = Array.from({ length: count }, (_, i) => {
    const at = ((i + random()) * places.length) / count;
    return places[Math.floor(at)]!;
  });
  for (let i = chosen.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [chosen[i], chosen[other]] = [chosen[other]!, chosen[i]!];
  }
  yield* chosen;
}

/** One edit a character; a line end brings its indentation, and goes with it. */
function typedAndTakenBack(offset: number, indent: string, text: string): Edit[] {
  const keys = (text.match(/\n\t*|[^\n]/g) ?? []).map((key) =>
    key.startsWith("\n") ? `\n${indent}${key.slice(1).replaceAll("\t", "    ")}` : key,
  );
  const forth: Edit[] = [];
  const back: Edit[] = [];
  let at = offset;
  for (const key of keys) {
    forth.push({ start: at, oldEnd: at, newText: key });
    back.unshift({ start: at, oldEnd: at + key.length, newText: "" });
    at += key.length;
  }
  return [...forth, ...back];
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
