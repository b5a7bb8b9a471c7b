/**
 * `npm run bench`: how long the engine takes on files of three sizes, opened and after one keystroke, and the command line on the
 * standard library of the python3 on PATH. Prints a table; compare it only with another run on the same machine.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../server/src/engine.js";
import { DEFAULT_RUNTIMES } from "../../server/src/settings.js";
import { PythonParser } from "../../server/src/syntax/parser.js";

const ROOT = join(__dirname, "..", "..");
const ROUNDS = 15;
/** Files of the standard library, small to large. */
const FILES = ["bisect.py", "dataclasses.py", "_pydecimal.py"];
const SETTINGS = { runtimes: DEFAULT_RUNTIMES, rules: {}, minimumConfidence: "medium" } as const;

interface Times {
  readonly best: number;
  readonly median: number;
}

function timesOf(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b);
  return { best: sorted[0]!, median: sorted[sorted.length >> 1]! };
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Opens and analyses a text, then types one letter into a name in its middle and analyses again, and takes it back. */
function measure(engine: Engine, text: string): { opened: Times; typed: Times } {
  const opened: number[] = [];
  const typed: number[] = [];
  const middle = text.indexOf("self", text.length >> 1);
  for (let round = 0; round < ROUNDS; round++) {
    let module: ReturnType<Engine["open"]> | undefined;
    opened.push(
      milliseconds(() => {
        module = engine.open(text);
        module.analyse(SETTINGS);
      }),
    );
    typed.push(
      milliseconds(() => {
        module?.edit(middle, middle, "x");
        module?.analyse(SETTINGS);
      }),
    );
    module?.dispose();
  }
  return { opened: timesOf(opened), typed: timesOf(typed) };
}

function shown({ best, median }: Times): string {
  return `${best.toFixed(1)} / ${median.toFixed(1)} ms`.padStart(20);
}

const library = execFileSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], {
  encoding: "utf8",
}).trim();
const engine = new Engine(PythonParser.create(readFileSync(join(ROOT, "grammars", "python.wasm"))));

console.log(`${"file".padEnd(22)}${"lines".padStart(7)}${"open (best/median)".padStart(20)}${"one key".padStart(20)}`);
for (const name of FILES) {
  const text = readFileSync(join(library, name), "utf8");
  const { opened, typed } = measure(engine, text);
  const lines = text.split("\n").length;
  console.log(`${name.padEnd(22)}${String(lines).padStart(7)}${shown(opened)}${shown(typed)}`);
}

const seconds =
  milliseconds(() => {
    const { status } = spawnSync(process.execPath, [join(ROOT, "dist", "cli.js"), "check", library], {
      stdio: "ignore",
    });
    if (status !== 0 && status !== 1) process.exitCode = 1;
  }) / 1000;
console.log(`\njit-hints check on the standard library: ${seconds.toFixed(1)} s`);
