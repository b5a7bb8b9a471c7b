/** The built server in Vim with ALE, set up as docs/editors.md says. */
import { join } from "node:path";
import { test } from "node:test";
import { assertSteps, createProject, runEditor, snippets, withRuntimes } from "./editor.js";

test("Vim with ALE", () => {
  const { folder, saved } = createProject();
  const setup = withRuntimes(snippets("Vim with ALE")[0]!, "'runtimes': 'auto'", "'runtimes': ['cpython-3.15']");
  const env = { HINTS_ALE: process.env.JIT_HINTS_ALE ?? "/usr/share/vim-ale" };
  const script = join(__dirname, "ale.vim");
  assertSteps(
    runEditor("vim", ["-Nu", "NONE", "-i", "NONE", "-n", "-es", "-S", script], { folder, setup, env }),
    saved(),
  );
});
