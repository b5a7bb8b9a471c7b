/** A settings file that is open in the editor: `jit-hints.toml`, or a pyproject.toml. */
import type { TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { type PositionEncoding, TextPositions } from "./textPositions.js";

const NAME = /(?:^|[/\\:])(jit-hints|pyproject)\.toml$/;

/** True for the URI of a file that may hold settings. */
export function isSettingsFile(uri: string): boolean {
  return NAME.test(uri);
}

/** The text of an open settings file. */
export class SettingsFile {
  readonly uri: string;
  readonly positions: TextPositions;
  /** The path of keys to the table that holds the settings. */
  readonly prefix: readonly string[];
  #version: number;

  constructor(item: Pick<TextDocumentItem, "uri" | "version" | "text">, encoding: PositionEncoding) {
    this.uri = item.uri;
    this.#version = item.version;
    this.positions = new TextPositions(item.text, encoding);
    this.prefix = item.uri.endsWith("pyproject.toml") ? ["tool", "jit-hints"] : [];
  }

  get version(): number {
    return this.#version;
  }

  get text(): string {
    return this.positions.text;
  }

  /** The line ending that the file uses, for lines that are added to it. */
  get lineEnding(): string {
    return /\r?\n/.exec(this.text)?.[0] ?? "\n";
  }

  /** Applies the changes of one notification, each to the text that the one before it left. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.#version = version;
    for (const change of changes) {
      const { start, end } =
        "range" in change ? this.positions.spanOf(change.range) : { start: 0, end: this.text.length };
      this.positions.edit(start, end, change.text);
    }
  }
}
