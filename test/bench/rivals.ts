/** What the engine is compared with. All of it does what an editor needs after a text has changed, and frees what it used. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { type Tree as ForeignTree, Language, Parser } from "web-tree-sitter";
import { type Binding, BindingSource, type WasmModule } from "../../server/src/syntax/binding.js";

/** A replaced range, in UTF-16 code units of the text before. */
export interface Edit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newText: string;
}

/** The parser of the engine, and nothing else: a text is copied into its memory and parsed. The least that a syntax tree costs. */
export class BareParser {
  readonly #binding: Binding;
  readonly #document: number;

  constructor(wasm: WasmModule) {
    this.#binding = new BindingSource(wasm).live();
    this.#document = this.#binding.exports.doc_new();
  }

  parse(text: string): void {
    const { exports } = this.#binding;
    this.#binding.write(exports.doc_load(this.#document, text.length), text);
    exports.doc_parse(this.#document);
  }

  /** Changes the text of the last `parse`, and parses again with the tree before. */
  edit({ start, oldEnd, newText }: Edit): void {
    const { exports } = this.#binding;
    this.#binding.write(exports.doc_splice(this.#document, start, oldEnd, newText.length), newText);
    exports.doc_parse(this.#document);
  }
}

/** web-tree-sitter with the grammar of tree-sitter-python; reads of every node what the engine's columns hold. */
export class WebTreeSitter {
  #tree: ForeignTree | null = null;

  private constructor(private readonly parser: Parser) {}

  static async load(): Promise<WebTreeSitter> {
    await Parser.init();
    const grammar = createRequire(__filename).resolve("tree-sitter-python/tree-sitter-python.wasm");
    return new WebTreeSitter(new Parser().setLanguage(await Language.load(readFileSync(grammar))));
  }

  /** Parses and walks. */
  read(text: string): void {
    this.#replaceTree(this.parser.parse(text)!);
    this.#walk();
  }

  /** Notes an edit, without parsing. `text` is the text before it. */
  note({ start, oldEnd, newText }: Edit, text: string): void {
    const startPosition = pointAt(text, start);
    this.#tree!.edit({
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: start + newText.length,
      startPosition,
      oldEndPosition: pointAt(text, oldEnd),
      newEndPosition: pointAt(text.slice(0, start) + newText, start + newText.length),
    } as Parameters<ForeignTree["edit"]>[0]);
  }

  /** Parses the text after the edits that were noted, with the tree before, and walks. */
  readAgain(text: string): void {
    this.#replaceTree(this.parser.parse(text, this.#tree)!);
    this.#walk();
  }

  #replaceTree(tree: ForeignTree): void {
    this.#tree?.delete();
    this.#tree = tree;
  }

  #walk(): void {
    const cursor = this.#tree!.walk();
    let sum = 0;
    for (;;) {
      sum += cursor.nodeTypeId + cursor.startIndex + cursor.endIndex + cursor.currentFieldId;
      if (cursor.gotoFirstChild()) continue;
      let isAtTop = false;
      while (!isAtTop && !cursor.gotoNextSibling()) isAtTop = !cursor.gotoParent();
      if (isAtTop) break;
    }
    cursor.delete();
    // Without a use of what was read, a compiler might leave the reading out.
    if (Number.isNaN(sum)) throw new Error("the cursor gave no numbers");
  }
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    row++;
    line = at + 1;
  }
  return { row, column: offset - line };
}

/** Ruff in WebAssembly with its rules about performance (`PERF`). It has no incremental mode: every check reads the whole text. */
export class Ruff {
  readonly #workspace = new Workspace({ lint: { select: ["PERF"] } }, PositionEncoding.Utf16);

  static readonly version = Workspace.version();

  /** Gives the number of diagnostics. */
  check(text: string): number {
    return (this.#workspace.check(text) as unknown[]).length;
  }
}
