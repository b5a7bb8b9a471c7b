/** `jitHints/files`: settings files that the client has read for a server that cannot read them. */
import type { DataCallback, Disposable, Message, MessageReader } from "vscode-languageserver";
import { takeFiles } from "./files.js";

/** The notification's method. Its parameters are `{ files: Record<path, text | null> }`. */
const FILES_METHOD = "jitHints/files";

/** Hands messages on, and turns `jitHints/files` into files and the news that files have changed. */
export class FilesReader implements MessageReader {
  readonly onError;
  readonly onClose;
  readonly onPartialMessage;

  constructor(private readonly inner: MessageReader) {
    this.onError = inner.onError;
    this.onClose = inner.onClose;
    this.onPartialMessage = inner.onPartialMessage;
  }

  listen(callback: DataCallback): Disposable {
    return this.inner.listen((message) => callback(translated(message)));
  }

  dispose(): void {
    this.inner.dispose();
  }
}

function translated(message: Message): Message {
  const { method, params } = message as { method?: unknown; params?: { files?: Record<string, string | null> } };
  if (method !== FILES_METHOD) return message;
  takeFiles(params?.files ?? {});
  const changed = { jsonrpc: "2.0", method: "workspace/didChangeWatchedFiles", params: { changes: [] } };
  return changed as Message;
}
