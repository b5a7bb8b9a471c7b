/** Memory that a day of typing must not use up: that of the built server, and that of the engine inside. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readInputs } from "../bench/inputs.js";
import type { Edit } from "../bench/rivals.js";
import { ServerProcess } from "../bench/serverProcess.js";
import { engine, parser, ROOT, SETTINGS } from "../bench/subject.js";
import { visitsOf } from "../bench/typing.js";
import { cannotRun, standardLibrary } from "../unit/syntaxSupport.js";

const EARLY = 1_000;
const LATE = 10_000;
/** The server is asked after so many edits, as when somebody types fast. */
const TOGETHER = 4;
/** What memory may grow by between the two. */
const GROWTH = 1.2;

const isThere = standardLibrary().size > 0;
if (!isThere) test("the standard library", () => cannotRun("Python's standard library is not there"));

/** So many edits, some at a time: typing all over the text, that is taken back. */
function* typing(text: string, count: number): Generator<readonly Edit[]> {
  const edits = visitsOf(text, 40).mixed.flatMap((visit) => visit.edits);
  const whole = edits.length - (edits.length % TOGETHER);
  for (let done = 0; done < count; done += TOGETHER) {
    const at = done % whole;
    yield edits.slice(at, at + TOGETHER);
  }
}

describe("memory after 10,000 edits is about that after 1,000", { skip: !isThere }, () => {
  const inputs = isThere ? readInputs() : null;
  const textOf = (name: string): string => inputs!.sizes.find((size) => size.name === name)!.text;

  test("of the server, with 10,000 lines open", async (context) => {
    const server = new ServerProcess(ROOT);
    try {
      await server.initialize();
      await server.open(textOf("10k"));
      const early: number[] = [];
      const late: number[] = [];
      let count = 0;
      for (const edits of typing(server.text, LATE)) {
        await server.edit(...edits);
        count += edits.length;
        // A collection of garbage may just have been or be about to come: several looks.
        if (count % 20 === 0 && count > EARLY - 200 && count <= EARLY) early.push(server.residentMegabytes());
        if (count % 20 === 0 && count > LATE - 200) late.push(server.residentMegabytes());
      }
      await server.close();
      const [before, after] = [median(early), median(late)];
      context.diagnostic(`${before.toFixed(0)} MB after ${EARLY} edits, ${after.toFixed(0)} MB after ${LATE}`);
      assert.ok(after <= before * GROWTH, `${before} MB, then ${after} MB`);
    } finally {
      server.kill();
    }
  });

  test("of the engine", async (context) => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const module = engine.open(textOf("2k"));
    module.analyse(SETTINGS);
    const memoryOf = async (): Promise<readonly number[]> => {
      collect();
      // Array buffers are given back between two turns of the event loop.
      await nextTurn();
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return [heapUsed, arrayBuffers, parser.memoryBytes];
    };
    let early: readonly number[] = [];
    let count = 0;
    for (const edits of typing(module.text, LATE)) {
      for (const { start, oldEnd, newText } of edits) module.edit(start, oldEnd, newText);
      module.analyse(SETTINGS);
      module.syntaxErrors();
      count += edits.length;
      if (count === EARLY) early = await memoryOf();
    }
    const late = await memoryOf();
    module.dispose();
    for (const [i, what] of ["heap", "array buffers", "memory of the parser"].entries()) {
      const [before, after] = [early[i]! / 1e6, late[i]! / 1e6];
      context.diagnostic(`${what}: ${before.toFixed(1)} MB after ${EARLY} edits, ${after.toFixed(1)} MB after ${LATE}`);
      assert.ok(after <= before * GROWTH, `${what}: ${before} MB, then ${after} MB`);
    }
  });
});

function median(samples: readonly number[]): number {
  assert.ok(samples.length > 0);
  return [...samples].sort((a, b) => a - b)[samples.length >> 1]!;
}
