/** The committed grammars/python.wasm is what its sources make. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { cannotRun, WASM } from "../unit/syntaxSupport.js";

const GRAMMARS = fileURLToPath(new URL("../../grammars/", import.meta.url));

/** What the toolchain lacks, or null. */
function missingTool(): string | null {
  const commands = ["clang-14", "wasm-ld-14", "patch"];
  const files = [
    "/usr/include/wasm32-wasi/stdio.h",
    "/usr/lib/llvm-14/lib/clang/14.0.6/lib/wasi/libclang_rt.builtins-wasm32.a",
    join(GRAMMARS, "../node_modules/tree-sitter/vendor"),
  ];
  const absent = (command: string) => spawnSync("sh", ["-c", `command -v ${command}`]).status !== 0;
  return commands.find(absent) ?? files.find((file) => !existsSync(file)) ?? null;
}

test("build.sh makes the committed python.wasm, byte for byte", () => {
  const missing = missingTool();
  if (missing !== null) return cannotRun(`python.wasm was not rebuilt: there is no ${missing}; test/setup installs it`);
  const folder = mkdtempSync(join(tmpdir(), "grammar-"));
  try {
    const built = join(folder, "python.wasm");
    execFileSync(join(GRAMMARS, "build.sh"), [built], { stdio: ["ignore", "inherit", "inherit"] });
    assert.ok(readFileSync(built).equals(WASM), "run grammars/build.sh and put the new sha256 into PROVENANCE.md");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
