/** From a key to findings: inside the engine, next to what a parser alone and other tools need for the same text. */
import type { Input } from "./inputs.js";
import { milliseconds, type Summary, summaryOf } from "./measuring.js";
import type { Row, Table } from "./results.js";
import { BareParser, type Edit, Ruff, WebTreeSitter } from "./rivals.js";
import { engine, GRAMMAR, SETTINGS } from "./subject.js";
import {
  emptySamples,
  MIX,
  MIXED,
  summaryOfTyping,
  TYPING_KINDS,
  type TypingKind,
  type Visit,
  visitsOf,
  within,
} from "./typing.js";

/** The rows of each text. */
export const BARE_KEY = "bare parse of the same keys, with the tree before";
export const RUFF_KEY = "ruff-wasm: check the whole text";
const BARE_DOCSTRING_KEY = "bare parse of the keys of docstrings";
const FOREIGN_KEY = "web-tree-sitter: parse with the tree before, walk";

const ROUNDS = 40;
/** The others are too slow to do it for every key. */
const OTHERS_EVERY = 16;

/** Types into each of the four texts. */
export async function measureKeystrokes(inputs: readonly Input[], secondsEach: number): Promise<Table> {
  const foreign = await WebTreeSitter.load();
  const ruff = new Ruff();
  const rows = inputs.flatMap((input) => measureText(input, secondsEach, foreign, ruff));
  return {
    id: "keystroke",
    title: "A key, inside the engine",
    explanation:
      "From the edit to all findings of the text after it. Names, statements and lines at module level are typed key by key and taken back, all over the text.",
    unit: "ms",
    rows,
  };
}

function measureText({ name, text }: Input, seconds: number, foreign: WebTreeSitter, ruff: Ruff): Row[] {
  const visits = visitsOf(text, ROUNDS);
  const bare = new BareParser(GRAMMAR);
  const module = engine.open(text);
  module.analyse(SETTINGS);
  bare.parse(text);
  foreign.read(text);
  const keys = emptySamples();
  const bareKeys = emptySamples();
  const foreignKeys: number[] = [];
  const ruffKeys: number[] = [];
  let count = 0;
  const press = (kind: TypingKind, edit: Edit): void => {
    const before = module.text;
    const time = milliseconds(() => {
      module.edit(edit.start, edit.oldEnd, edit.newText);
      module.analyse(SETTINGS);
    });
    const bareTime = milliseconds(() => bare.edit(edit));
    foreign.note(edit, before);
    keys[kind].push(time);
    bareKeys[kind].push(bareTime);
    if (kind === "docstring" || ++count % OTHERS_EVERY !== 0) return;
    foreignKeys.push(milliseconds(() => foreign.readAgain(module.text)));
    ruffKeys.push(milliseconds(() => ruff.check(module.text)));
  };
  const make = (visit: Visit): void => {
    for (const edit of visit.edits) press(visit.kind, edit);
  };
  for (const visit of visits.warmUp) make(visit);
  for (const list of [...Object.values(keys), ...Object.values(bareKeys), foreignKeys, ruffKeys]) list.length = 0;
  for (const visit of within(visits.mixed, seconds)) make(visit);
  for (const visit of visits.docstrings) make(visit);
  if (module.text !== text) throw new Error("the text is not what it was before the typing");
  module.dispose();

  const against = (what: string, summary: Summary): Row => ({ input: name, what, summary, floor: BARE_KEY });
  return [
    { input: name, what: BARE_KEY, summary: summaryOfTyping(bareKeys), floor: null },
    against(MIXED, summaryOfTyping(keys)),
    ...MIX.map(([kind]) => against(TYPING_KINDS[kind], summaryOf(keys[kind]))),
    against(FOREIGN_KEY, summaryOf(foreignKeys)),
    against(RUFF_KEY, summaryOf(ruffKeys)),
    { input: name, what: BARE_DOCSTRING_KEY, summary: summaryOf(bareKeys.docstring), floor: null },
    { input: name, what: TYPING_KINDS.docstring, summary: summaryOf(keys.docstring), floor: BARE_DOCSTRING_KEY },
  ];
}
