/** The built server in Neovim: an editor that knows nothing of VS Code shows the hint, applies the fix and saves. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../vscode/codeServer.js";
import { createWorkspace } from "../vscode/fixtures.js";
import { CHAIN_RULE } from "../vscode/rules.js";

const SERVER = process.env.JIT_HINTS_SERVER ?? join(ROOT, "dist", "server.js");

test("Neovim shows a hint, applies its fix and saves", () => {
  const folder = createWorkspace();
  const file = join(folder, "chain.py");
  try {
    const { status, stdout, stderr } = spawnSync(
      "nvim",
      ["--headless", "--clean", "-c", `luafile ${join(__dirname, "hints.lua")}`],
      {
        encoding: "utf8",
        timeout: 60_000,
        env: {
          ...process.env,
          HINTS_SERVER: SERVER,
          HINTS_NODE: process.execPath,
          HINTS_FILE: file,
          HINTS_FIX: "loop",
        },
      },
    );
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, new RegExp(`^5:9 ${CHAIN_RULE}: .*PyPy`, "m"));
    const saved = readFileSync(file, "utf8");
    assert.match(saved, /^ {8}a, b, c, d, e, f = \[.* zip\(\(a, b, c, d, e, f\)/ms);
    assert.equal(saved.includes("is None:"), false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
