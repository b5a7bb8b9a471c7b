/** The committed grammars/python.wasm: where it comes from, and that its trees are those of other ways to the same grammar. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertSameTree, cannotRun, parser, standardLibrary, WASM } from "./syntaxSupport.js";
import { exportPublicly, webTreeSitter } from "./syntaxOracles.js";

const GRAMMARS = fileURLToPath(new URL("../../grammars/", import.meta.url));

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Files of the standard library that use much of the language. */
const SAMPLE = ["abc.py", "ast.py", "dataclasses.py", "enum.py", "inspect.py", "typing.py"];

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

describe("python.wasm", () => {
  test("is the file that PROVENANCE.md describes", () => {
    const text = readFileSync(join(GRAMMARS, "PROVENANCE.md"), "utf8");
    assert.ok(text.includes(sha256(WASM)), "PROVENANCE.md: another sha256");
    const lock = JSON.parse(readFileSync(join(GRAMMARS, "../package-lock.json"), "utf8"));
    for (const name of ["tree-sitter", "tree-sitter-python"]) {
      const { version } = lock.packages[`node_modules/${name}`];
      assert.match(text, new RegExp(`\`${name}\`.*\\| ${version.replaceAll(".", "\\.")} \\|`));
    }
  });

  test("is what build.sh builds", () => {
    const missing = missingTool();
    if (missing !== null) return cannotRun(`python.wasm was not rebuilt: no ${missing}`);
    const folder = mkdtempSync(join(tmpdir(), "grammar-"));
    try {
      const built = join(folder, "python.wasm");
      execFileSync(join(GRAMMARS, "build.sh"), [built], { stdio: ["ignore", "inherit", "inherit"] });
      assert.equal(sha256(readFileSync(built)), sha256(WASM), "the sources make another file");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("needs nothing from its host but stubs", () => {
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(WASM)).map(({ name }) => name);
    assert.deepEqual(imports.sort(), ["clock_time_get", "fd_close", "fd_seek", "fd_write"]);
  });
});

describe("the exported tree", () => {
  const files = standardLibrary();
  const texts = SAMPLE.flatMap((name) => files.get(name) ?? []);

  test("is that of tree-sitter's public cursor in the same module", () => {
    if (texts.length === 0) return cannotRun("Python's standard library is not there");
    for (const text of texts) assertSameTree(parser.parse(text), exportPublicly(text), text.slice(0, 40));
  });

  test("is that of web-tree-sitter with its own build of the grammar", async () => {
    if (texts.length === 0) return cannotRun("Python's standard library is not there");
    const parse = await webTreeSitter();
    for (const text of texts) assertSameTree(parser.parse(text), parse(text), text.slice(0, 40));
  });
});
