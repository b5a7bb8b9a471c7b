/** Finds the parser's WebAssembly: beside the bundle, or in `grammars/` when the code runs from source. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PythonParser } from "../syntax/parser.js";

/** The bytes of `python.wasm`. The package of the server alone holds them compressed. */
export function readGrammar(): Uint8Array {
  const bundled = join(__dirname, "python.wasm");
  const compressed = `${bundled}.br`;
  if (existsSync(compressed)) {
    // Read here alone: it takes Node a millisecond of every start.
    const { brotliDecompressSync }: typeof import("node:zlib") = require("node:zlib");
    return brotliDecompressSync(readFileSync(compressed));
  }
  return readFileSync(existsSync(bundled) ? bundled : join(__dirname, "..", "..", "..", "grammars", "python.wasm"));
}

/** A parser made from the shipped grammar. */
export function createParser(): PythonParser {
  return PythonParser.create(readGrammar());
}
