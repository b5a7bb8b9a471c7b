/** What a client of the built language server waits for, and what the server holds in memory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Input } from "./inputs.js";
import { milliseconds, summaryOf } from "./measuring.js";
import type { Row, Table } from "./results.js";
import { ENTRIES, type Entry, ServerProcess } from "./serverProcess.js";
import { engine, ROOT, SETTINGS } from "./subject.js";
import { emptySamples, MIX, MIXED, summaryOfTyping, TYPING_KINDS, type Visit, visitsOf, within } from "./typing.js";

/** The rows of the tables. */
export const ENGINE_KEY = "the engine alone, the same keys";
export const BARE_NODE = "node -e 0";
export const INITIALIZE: Readonly<Record<Entry, string>> = {
  "jit-hints server": "jit-hints server: initialize answered",
  "dist/server.js": "dist/server.js: initialize answered",
};
export const FIRST_DIAGNOSTICS: Readonly<Record<Entry, string>> = {
  "jit-hints server": "jit-hints server: first diagnostics",
  "dist/server.js": "dist/server.js: first diagnostics",
};
export const FIRST_EVER = "jit-hints server: first diagnostics, started for the first time";
export const OPENED = "after the first diagnostics";
export const TYPED = "after 200 keys";

const TYPING_ROUNDS = 40;
const START_ROUNDS = 20;
const MEMORY_ROUNDS = 5;

/** Types into each of the texts, waiting for the diagnostics of each key before the next. */
export async function measureServerKeystrokes(inputs: readonly Input[], secondsEach: number): Promise<Table> {
  const rows: Row[] = [];
  for (const input of inputs) rows.push(...(await measureText(input, secondsEach)));
  return {
    id: "server",
    title: "A key, through the language server",
    explanation:
      "From sending `textDocument/didChange` to `textDocument/publishDiagnostics` of that version, over stdio. The same typing as inside the engine, and the engine does it too, in this process, in turn with the server.",
    unit: "ms",
    rows,
  };
}

async function measureText({ name, text }: Input, seconds: number): Promise<Row[]> {
  const server = new ServerProcess(ROOT);
  const module = engine.open(text);
  try {
    await server.initialize();
    await server.open(text);
    module.analyse(SETTINGS);
    const visits = visitsOf(text, TYPING_ROUNDS);
    const keys = emptySamples();
    const engineKeys = emptySamples();
    const make = async (visit: Visit): Promise<void> => {
      for (const edit of visit.edits) {
        const start = performance.now();
        await server.edit(edit);
        keys[visit.kind].push(performance.now() - start);
        engineKeys[visit.kind].push(
          milliseconds(() => {
            module.edit(edit.start, edit.oldEnd, edit.newText);
            module.analyse(SETTINGS);
          }),
        );
      }
    };
    for (const visit of visits.warmUp) await make(visit);
    for (const samples of [keys, engineKeys]) for (const list of Object.values(samples)) list.length = 0;
    for (const visit of within(visits.mixed, seconds)) await make(visit);
    await server.close();
    const against = { input: name, floor: ENGINE_KEY };
    return [
      { input: name, what: ENGINE_KEY, summary: summaryOfTyping(engineKeys), floor: null },
      { ...against, what: MIXED, summary: summaryOfTyping(keys) },
      ...MIX.map(([kind]) => ({ ...against, what: TYPING_KINDS[kind], summary: summaryOf(keys[kind]) })),
    ];
  } finally {
    module.dispose();
    server.kill();
  }
}

/** Starts servers, each new, and opens the text of 2,000 lines as soon as they answer. */
export async function measureStart({ text }: Input): Promise<Table> {
  const samples = new Map<string, number[]>();
  const add = (what: string, time: number): void => void samples.set(what, [...(samples.get(what) ?? []), time]);
  const caches = mkdtempSync(join(tmpdir(), "jit-hints-bench-"));
  const start = async (entry: Entry, cache: string, diagnostics: string): Promise<void> => {
    const begun = performance.now();
    const server = new ServerProcess(ROOT, entry, null, cache);
    try {
      await server.initialize();
      const answered = performance.now();
      await server.open(text);
      add(INITIALIZE[entry], answered - begun);
      add(diagnostics, performance.now() - answered);
      await server.close();
    } finally {
      server.kill();
    }
  };
  for (let round = -2; round < START_ROUNDS; round++) {
    if (round === 0) samples.clear();
    add(BARE_NODE, await bareNode());
    for (const entry of Object.keys(ENTRIES) as Entry[])
      await start(entry, join(caches, "old"), FIRST_DIAGNOSTICS[entry]);
    await start("jit-hints server", join(caches, `new${round}`), FIRST_EVER);
  }
  rmSync(caches, { recursive: true });
  return {
    id: "start",
    title: "Starting the server",
    explanation:
      "From the start of the process to the answer to `initialize`, next to a Node.js process that does nothing, from start to end; and from `textDocument/didOpen`, sent right after that answer, to the diagnostics of the text. A server that has been started before finds its code compiled in the user's cache folder.",
    unit: "ms",
    rows: [...samples].map(([what, list]) => ({
      input: "2k",
      what,
      summary: summaryOf(list),
      floor: what === BARE_NODE ? null : BARE_NODE,
    })),
  };
}

/** Opens the text of 10,000 lines in new servers and types. */
export async function measureMemory({ text }: Input): Promise<Table> {
  const started: number[] = [];
  const opened: number[] = [];
  const typed: number[] = [];
  const keys = visitsOf(text, TYPING_ROUNDS).mixed.flatMap(({ edits }) => edits);
  for (let round = 0; round < MEMORY_ROUNDS; round++) {
    const server = new ServerProcess(ROOT);
    try {
      await server.initialize();
      started.push(server.residentMegabytes());
      await server.open(text);
      opened.push(server.residentMegabytes());
      for (const edit of keys.slice(0, 200)) await server.edit(edit);
      typed.push(server.residentMegabytes());
      await server.close();
    } finally {
      server.kill();
    }
  }
  const row = (what: string, list: readonly number[]): Row => ({
    input: "10k",
    what,
    summary: summaryOf(list),
    floor: null,
  });
  return {
    id: "memory",
    title: "Memory of the server",
    explanation: "Resident set size of the server's process, in MB of 10^6 bytes.",
    unit: "MB",
    rows: [row("before the text is opened", started), row(OPENED, opened), row(TYPED, typed)],
  };
}

/** The milliseconds that a Node.js process takes that does nothing. */
async function bareNode(): Promise<number> {
  const start = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  return performance.now() - start;
}
