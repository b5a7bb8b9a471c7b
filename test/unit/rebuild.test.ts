/** The engine says what the result files say: another result and a new build give another hint. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = join(ROOT, "lab", "pairs", "none-chain-8", "slow.py");
const PAIR = "none-chain-8";

const folder = mkdtempSync(join(tmpdir(), "jit-hints-rebuild-"));
after(() => rmSync(folder, { recursive: true }));

interface Hint {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly evidence: readonly { ratio: number }[];
}

/** The hints of a command line that was built from changed copies of the result files. */
async function hintsAfter(name: string, change: (row: { ratio: number; slowNs: number; fastNs: number }) => void) {
  const results = join(folder, name, "results");
  const runtimes = join(folder, name, "runtimes");
  cpSync(join(ROOT, "lab", "results"), results, { recursive: true });
  for (const file of ["pypy-7.3.11.json", "pypy-8.0.1.json"]) {
    const document = JSON.parse(readFileSync(join(results, file), "utf8"));
    change(document.pairs.find((row: { id: string }) => row.id === PAIR));
    writeFileSync(join(results, file), JSON.stringify(document));
  }
  const script = join(ROOT, "scripts", "generate-runtimes.mjs");
  const generated = spawnSync(process.execPath, [script, results, runtimes], { encoding: "utf8" });
  assert.equal(generated.status, 0, generated.stderr);
  const cli = join(folder, name, "cli.js");
  await build({
    entryPoints: [join(ROOT, "server", "src", "cli", "main.ts")],
    outfile: cli,
    bundle: true,
    platform: "node",
    format: "cjs",
    define: { JIT_HINTS_VERSION: '"test"' },
    external: ["*/lsp/main.js"],
    logLevel: "error",
    plugins: [
      {
        name: "changed-results",
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/evidence\.generated\.json$/ }, ({ path }) => ({
            path: join(runtimes, path.split("/").slice(-2).join("/")),
          })),
      },
    ],
  });
  cpSync(join(ROOT, "grammars", "python.wasm"), join(folder, name, "python.wasm"));
  const run = spawnSync(process.execPath, [cli, "check", "--runtime", "pypy", "--format", "json", PROGRAM], {
    encoding: "utf8",
  });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return (JSON.parse(run.stdout) as Hint[]).filter((hint) => hint.code === "none-check-chain");
}

test("severity, message and evidence of a hint follow the result files", async () => {
  const [asMeasured] = await hintsAfter("same", () => undefined);
  assert.equal(asMeasured?.severity, "warning");

  const [milder] = await hintsAfter("milder", (row) => {
    Object.assign(row, { ratio: 1.7, slowNs: 340, fastNs: 200 });
  });
  assert.equal(milder?.severity, "information");
  assert.match(milder.message, /1\.7x/);
  assert.equal(milder.evidence[0]?.ratio, 1.7);
  assert.notEqual(milder.message, asMeasured.message);

  const none = await hintsAfter("none", (row) => {
    Object.assign(row, { ratio: 1.1, slowNs: 220, fastNs: 200 });
  });
  assert.deepEqual(none, [], "below the least ratio nothing is said");
});
