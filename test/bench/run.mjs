/**
 * `npm run bench`: bundles the benchmark as the product is bundled (loading the sources with tsx is several times slower) and runs it.
 * main.ts says what the arguments are.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BUNDLE = join(ROOT, "test-output", "bench", "main.cjs");

await build({
  entryPoints: [join(ROOT, "test", "bench", "main.ts")],
  outfile: BUNDLE,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // They look for their WebAssembly next to themselves.
  external: ["web-tree-sitter", "@astral-sh/ruff-wasm-nodejs"],
  logLevel: "warning",
});
const { status } = spawnSync(process.execPath, [BUNDLE, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
