/** The engine as it is measured: all rules, the runtimes and settings that hold where nobody says anything. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../server/src/engine.js";
import { type AnalysisSettings, DEFAULT_RUNTIMES, DEFAULT_SETTINGS } from "../../server/src/settings.js";
import type { WasmModule } from "../../server/src/syntax/binding.js";
import { PythonParser } from "../../server/src/syntax/parser.js";

declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => WasmModule };

/** The folder of the repository; bundles lie two folders below it. */
export const ROOT = join(__dirname, "..", "..");

/** What a user who sets nothing has. */
export const SETTINGS: AnalysisSettings = {
  runtimes: DEFAULT_RUNTIMES,
  rules: DEFAULT_SETTINGS.rules,
  minimumConfidence: DEFAULT_SETTINGS.minimumConfidence,
};

/** The grammar, compiled once: whoever uses it profits alike from what V8 has optimised. */
export const GRAMMAR = new WebAssembly.Module(readFileSync(join(ROOT, "grammars", "python.wasm")));

/** The parser of the engine. */
export const parser = PythonParser.create(GRAMMAR);

/** The engine. */
export const engine = new Engine(parser);
