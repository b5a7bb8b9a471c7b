/**
 * Which documents have changes that have been received and not yet handled. Messages are handled one by one; looking ahead
 * lets the server skip work for a text that is already outdated.
 */
import type {
  DataCallback,
  Disposable,
  Event,
  Message,
  MessageReader,
  PartialMessageInfo,
} from "vscode-languageserver";

const ENDS_A_TEXT: readonly unknown[] = [
  "textDocument/didChange",
  "textDocument/didClose",
  "notebookDocument/didChange",
  "notebookDocument/didClose",
];

/** A reader that counts the changes in its queue; closing a document counts as one. */
export class Backlog implements MessageReader {
  readonly #waiting = new Map<string, number>();

  constructor(private readonly reader: MessageReader) {}

  /** True when a change of the document or notebook waits behind the message that is being handled. */
  hasChange(uri: string): boolean {
    return this.#waiting.has(uri);
  }

  /** A message leaves the queue. */
  taken(message: Message): void {
    const uri = changedUri(message);
    if (uri === null) return;
    const count = this.#waiting.get(uri) ?? 0;
    if (count > 1) this.#waiting.set(uri, count - 1);
    else this.#waiting.delete(uri);
  }

  listen(callback: DataCallback): Disposable {
    return this.reader.listen((message) => {
      const uri = changedUri(message);
      if (uri !== null) this.#waiting.set(uri, (this.#waiting.get(uri) ?? 0) + 1);
      callback(message);
    });
  }

  get onError(): Event<Error> {
    return this.reader.onError;
  }

  get onClose(): Event<void> {
    return this.reader.onClose;
  }

  get onPartialMessage(): Event<PartialMessageInfo> {
    return this.reader.onPartialMessage;
  }

  dispose(): void {
    this.reader.dispose();
  }
}

function changedUri(message: Message): string | null {
  const { method, params } = message as {
    method?: unknown;
    params?: { textDocument?: { uri?: unknown }; notebookDocument?: { uri?: unknown } };
  };
  if (!ENDS_A_TEXT.includes(method)) return null;
  const uri = (params?.textDocument ?? params?.notebookDocument)?.uri;
  return typeof uri === "string" ? uri : null;
}
