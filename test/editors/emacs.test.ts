/** The built server in Emacs, set up as docs/editors.md says. */
import { join } from "node:path";
import { test } from "node:test";
import { assertSteps, createProject, runEditor, snippets, withRuntimes } from "./editor.js";

for (const [index, client] of ["eglot", "lsp-mode"].entries()) {
  test(client, () => {
    const { folder, saved } = createProject();
    const setup = withRuntimes(snippets("Emacs")[index]!, ':runtimes "auto"', ':runtimes ["cpython-3.15"]');
    // Without -Q: Debian's site-start puts its packages on the load path.
    assertSteps(runEditor("emacs", ["--batch", "-l", join(__dirname, `${client}.el`)], { folder, setup }), saved());
  });
}
