/**
 * The committed grammars/python.wasm: where it comes from, and that its trees are those of other ways to the same
 * grammar.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { exportPublicly, webTreeSitter } from "./syntaxOracles.js";
import { assertSameTree, cannotRun, parser, standardLibrary, WASM } from "./syntaxSupport.js";

const GRAMMARS = fileURLToPath(new URL("../../grammars/", import.meta.url));

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Files of the standard library that use much of the language. */
const SAMPLE = ["abc.py", "ast.py", "dataclasses.py", "enum.py", "inspect.py", "typing.py"];

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

  test("needs nothing from its host but stubs", () => {
    const { Module } = Reflect.get(globalThis, "WebAssembly");
    const imports: { readonly name: string }[] = Module.imports(new Module(WASM));
    assert.deepEqual(imports.map(({ name }) => name).sort(), ["clock_time_get", "fd_close", "fd_seek", "fd_write"]);
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
