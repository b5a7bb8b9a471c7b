/** How long it takes to open a text, against parsing it. */
import { type Input, lineCountOf } from "./inputs.js";
import { inTurn, millisecondsWithGarbage, type Summary, summaryOf } from "./measuring.js";
import type { Row, Table } from "./results.js";
import { BareParser, Ruff, WebTreeSitter } from "./rivals.js";
import { engine, GRAMMAR, parser, SETTINGS } from "./subject.js";

/** The rows of both tables. */
export const BARE = "bare parse";
export const OPEN = "open: parse, export, all rules";
const EXPORT = "parse and export";
const FOREIGN = "web-tree-sitter: parse, walk";
export const RUFF = "ruff-wasm: check PERF rules";

/** V8 compiles twice, and the better code comes after some rounds. All works share this time. */
const WARM_UP_MS = 5_000;
const LIBRARY_WARM_UP = 2;
const LIBRARY_ROUNDS = 5;
/** So many modules are opened before another tool has its turn. */
const MODULES_IN_A_ROW = 20;

/** Opens each of the four texts. */
export async function measureOpening(inputs: readonly Input[]): Promise<Table> {
  const bare = new BareParser(GRAMMAR);
  const foreign = await WebTreeSitter.load();
  const ruff = new Ruff();
  const rows: Row[] = [];
  for (const { name, text } of inputs) {
    const isLong = lineCountOf(text) > 5_000;
    const measured = inTurn(WARM_UP_MS, isLong ? 20 : 60, {
      [BARE]: () => millisecondsWithGarbage(() => bare.parse(text)),
      [EXPORT]: () => millisecondsWithGarbage(() => parser.parse(text)),
      [OPEN]: () => millisecondsWithGarbage(() => openAndClose(text)),
      [FOREIGN]: () => millisecondsWithGarbage(() => foreign.read(text)),
      [RUFF]: () => millisecondsWithGarbage(() => ruff.check(text)),
    });
    rows.push(...compared(name, measured));
  }
  return {
    id: "open",
    title: "Opening a file",
    explanation: "From the text to all findings. The floor is the same parser doing nothing but parse.",
    unit: "ms",
    rows,
  };
}

/** Opens every module of the standard library, one after the other in one thread. */
export async function measureLibrary(library: readonly Input[]): Promise<Table> {
  const bare = new BareParser(GRAMMAR);
  const foreign = await WebTreeSitter.load();
  const ruff = new Ruff();
  const works: Readonly<Record<string, (text: string) => void>> = {
    [BARE]: (text) => bare.parse(text),
    [OPEN]: openAndClose,
    [FOREIGN]: (text) => foreign.read(text),
    [RUFF]: (text) => ruff.check(text),
  };
  const sums = Object.keys(works).map((): number[] => []);
  for (let round = -LIBRARY_WARM_UP; round < LIBRARY_ROUNDS; round++) {
    const times = sums.map(() => 0);
    for (let first = 0; first < library.length; first += MODULES_IN_A_ROW) {
      const modules = library.slice(first, first + MODULES_IN_A_ROW);
      for (const [i, work] of Object.values(works).entries()) {
        times[i]! += millisecondsWithGarbage(() => {
          for (const { text } of modules) work(text);
        });
      }
    }
    if (round >= 0) for (const [i, time] of times.entries()) sums[i]!.push(time);
  }
  const measured = Object.fromEntries(Object.keys(works).map((name, i) => [name, summaryOf(sums[i]!)]));
  const lines = library.reduce((sum, { text }) => sum + lineCountOf(text), 0);
  return {
    id: "library",
    title: "The whole standard library",
    explanation: `${library.length} modules with ${lines.toLocaleString("en")} lines, in one thread, without reading the files.`,
    unit: "ms",
    rows: compared("library", measured),
  };
}

function openAndClose(text: string): void {
  const module = engine.open(text);
  module.analyse(SETTINGS);
  module.dispose();
}

function compared(input: string, measured: Readonly<Record<string, Summary>>): Row[] {
  return Object.entries(measured).map(([what, summary]) => ({
    input,
    what,
    summary,
    floor: what === BARE ? null : BARE,
  }));
}
