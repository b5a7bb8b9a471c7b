/**
 * Text -> flat syntax tree. The host passes the bytes of `grammars/python.wasm`; nothing here reads files, so that the
 * same code runs in Node and in a browser's worker. No function throws on any text: a text that the parser cannot take
 * gives a tree whose root is an error.
 */
import { BindingSource, type WasmModule } from "./binding.js";
import { SyntaxDocument, type SyntaxOptions } from "./document.js";
import type { Tree } from "./tree.js";

export { MAX_TEXT_LENGTH, SyntaxDocument, type SyntaxOptions } from "./document.js";

/** A Python parser. It serves any number of documents. Workers each make their own, from one compiled module. */
export class PythonParser {
  readonly #source: BindingSource;

  private constructor(source: BindingSource) {
    this.#source = source;
  }

  /**
   * @param wasm the bytes of `grammars/python.wasm`, or the `WebAssembly.Module` compiled from them
   * @throws when they are something else; no other function here throws
   */
  static create(wasm: Uint8Array | WasmModule): PythonParser {
    return new PythonParser(new BindingSource(wasm));
  }

  /**
   * Bytes of WebAssembly memory, which grows with the texts that are open and never shrinks. For diagnostics and
   * tests.
   */
  get memoryBytes(): number {
    return this.#source.live().exports.memory.buffer.byteLength;
  }

  /** Opens a text that will be edited. The caller must dispose of it. */
  open(text: string, options?: SyntaxOptions): SyntaxDocument {
    return new SyntaxDocument(this.#source, text, options);
  }

  /** The tree of a text that will not be edited. Keeps nothing. */
  parse(text: string, options?: SyntaxOptions): Tree {
    const document = this.open(text, options);
    const tree = document.tree();
    document.dispose();
    return tree;
  }
}
