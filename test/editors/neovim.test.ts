/** The built server in Neovim, set up as docs/editors.md says. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertSteps, createProject, ROOT, runEditor, type Step, snippets, withRuntimes } from "./editor.js";

const PYRIGHT = join(ROOT, ".cache", "editors", "pyright", "node_modules", "pyright", "langserver.index.js");

function run(folder: string, env: NodeJS.ProcessEnv): readonly Step[] {
  const [, old] = snippets("Neovim");
  const setup = withRuntimes(old!, 'runtimes = "auto"', 'runtimes = { "cpython-3.15" }');
  const script = join(__dirname, "neovim.lua");
  return runEditor("nvim", ["--headless", "--clean", "-c", `luafile ${script}`], { folder, setup, env });
}

test("Neovim before 0.11", () => {
  const { folder, saved } = createProject();
  assertSteps(run(folder, {}), saved());
});

test("Neovim with a type checker in the same buffers", () => {
  const { folder, saved } = createProject();
  const steps = run(folder, { HINTS_PYRIGHT: PYRIGHT, HINTS_NODE: process.execPath });
  assert.equal(steps.at(-1)?.step, "beside");
  assertSteps(steps.slice(0, -1), saved());
});
