/**
 * What the syntax engine costs: opening a text and typing into it, at four sizes, next to a bare parse by the same
 * WebAssembly module and to web-tree-sitter with a cursor walk. Prints a table; compare its rows and ratios, not runs
 * on different machines.
 *
 *   node --import tsx test/bench/syntax.bench.ts
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser } from "web-tree-sitter";
import { BindingSource } from "../../server/src/syntax/binding.js";
import { PythonParser } from "../../server/src/syntax/parser.js";

const WASM = readFileSync(join(__dirname, "..", "..", "grammars", "python.wasm"));
const SIZES = [200, 2_000, 10_000, 30_000];
/** From the standard library, in this order, cut between statements at module level. */
const SOURCES = [
  "contextlib.py",
  "dataclasses.py",
  "_pydecimal.py",
  "argparse.py",
  "datetime.py",
  "typing.py",
  "subprocess.py",
  "turtle.py",
  "pydoc.py",
  "doctest.py",
  "tarfile.py",
  "inspect.py",
];
/** Typed key by key into a method in the middle; a line end brings its indentation, as editors do. */
const TYPED = [
  "found = []",
  "\n        ",
  "for row in rows:",
  "\n            ",
  "found.append(row.size * 2)",
  "\n        ",
];
const WARM_UP = 5;

interface Times {
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
}

function timesOf(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { min: at(0), p50: at(0.5), p95: at(0.95) };
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Does the pieces of work in turn, so that a busy machine slows all of them; the first rounds warm up. */
function inTurn<Name extends string>(rounds: number, works: Readonly<Record<Name, () => void>>): Record<Name, Times> {
  const names = Object.keys(works) as Name[];
  const samples = names.map((): number[] => []);
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [i, name] of names.entries()) {
      const time = milliseconds(works[name]);
      if (round >= 0) samples[i]!.push(time);
    }
  }
  return Object.fromEntries(names.map((name, i) => [name, timesOf(samples[i]!)])) as Record<Name, Times>;
}

/** Parses with web-tree-sitter and reads of each node what the engine's columns hold. */
async function webTreeSitterWalk(): Promise<(text: string) => void> {
  await Parser.init();
  const grammar = createRequire(__filename).resolve("tree-sitter-python/tree-sitter-python.wasm");
  const parser = new Parser().setLanguage(await Language.load(readFileSync(grammar)));
  return (text) => {
    const tree = parser.parse(text)!;
    const cursor = tree.walk();
    let sum = 0;
    for (;;) {
      sum += cursor.nodeTypeId + cursor.startIndex + cursor.endIndex + cursor.currentFieldId;
      if (cursor.gotoFirstChild()) continue;
      while (!cursor.gotoNextSibling()) {
        if (cursor.gotoParent()) continue;
        cursor.delete();
        tree.delete();
        if (Number.isNaN(sum)) throw new Error("no numbers");
        return;
      }
    }
  };
}

function pythonLibrary(): string {
  const found = ["3.11", "3.12", "3.13"].map((version) => `/usr/lib/python${version}`).find((path) => existsSync(path));
  if (found === undefined) throw new Error("no standard library of Python 3.11 to 3.13 under /usr/lib");
  return found;
}

/** The first lines of the joined sources: at most so many, up to the start of a statement at module level. */
function textOf(library: string, lines: number): string {
  const all = SOURCES.map((name) => readFileSync(join(library, name), "utf8"))
    .join("\n")
    .split("\n");
  let end = Math.min(lines, all.length);
  while (end < all.length && !/^(def|class|import|@)/.test(all[end]!)) end--;
  return `${all.slice(0, end).join("\n")}\n`;
}

/** Types into the middle of a text and takes it back, several times. The first keys warm up. */
function typing(parser: PythonParser, text: string, rounds: number): { keys: Times; fresh: number; units: number } {
  const document = parser.open(text);
  document.units();
  const place = text.indexOf("        return ", text.length >> 1) + 8;
  const samples: number[] = [];
  let fresh = 0;
  const keys = TYPED.flatMap((part) => (part.startsWith("\n") ? [part] : [...part]));
  for (let round = 0; round < rounds; round++) {
    let at = place;
    for (const key of keys) {
      samples.push(
        milliseconds(() => {
          document.edit(at, at, key);
          document.units();
        }),
      );
      fresh += document.units().fresh.length;
      at += key.length;
    }
    document.edit(place, at, "");
    document.units();
  }
  const units = document.units().units.length;
  document.dispose();
  return { keys: timesOf(samples.slice(keys.length)), fresh: fresh / samples.length, units };
}

const COLUMNS = ["lines", "what", "min", "p50", "p95", "x bare parse"];

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 1 ? cell.padEnd(44) : cell.padStart(i === 5 ? 14 : 9))).join(" ");
}

async function run(): Promise<void> {
  const library = pythonLibrary();
  const parser = PythonParser.create(WASM);
  const binding = new BindingSource(WASM).live();
  const bare = binding.exports.doc_new();
  const web = await webTreeSitterWalk();
  console.log(row(COLUMNS));
  for (const size of SIZES) {
    const text = textOf(library, size);
    const lines = String(text.split("\n").length - 1);
    const openAnd = (ask: "tree" | "units") => () => {
      const document = parser.open(text);
      document[ask]();
      document.dispose();
    };
    const times = inTurn(size > 2_000 ? 20 : 60, {
      "bare parse": () => {
        binding.write(binding.exports.doc_load(bare, text.length), text);
        binding.exports.doc_parse(bare);
      },
      "open, whole tree": openAnd("tree"),
      "open, units": openAnd("units"),
      "web-tree-sitter, parse and cursor walk": () => web(text),
    });
    const show = (what: string, { min, p50, p95 }: Times) => {
      const numbers = [min, p50, p95].map((value) => value.toFixed(2));
      console.log(row([lines, what, ...numbers, (p50 / times["bare parse"].p50).toFixed(2)]));
    };
    for (const [what, measured] of Object.entries(times)) show(what, measured);
    const { keys, fresh, units } = typing(parser, text, size > 2_000 ? 6 : 20);
    show(`key to units (${fresh.toFixed(1)} of ${units} new)`, keys);
  }
  console.log(`\nWebAssembly memory: ${(parser.memoryBytes / 2 ** 20).toFixed(0)} MiB`);
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
