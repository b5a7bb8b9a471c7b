/** Keeps the client's log as short as the client wants it. */
import { type Message, MessageType, type MessageWriter } from "vscode-languageserver";
import type { LogLevel } from "./serverOptions.js";

/** The weakest kind of message at each level. */
const WEAKEST: Readonly<Record<LogLevel, MessageType>> = {
  error: MessageType.Error,
  warn: MessageType.Warning,
  info: MessageType.Log,
  debug: MessageType.Debug,
};

/** A writer that lets through all messages but lines of the log that are weaker than its level. */
export class LogFilter implements MessageWriter {
  level: LogLevel = "info";

  constructor(private readonly writer: MessageWriter) {}

  write(message: Message): Promise<void> {
    const { method, params } = message as {
      readonly method?: string;
      readonly params?: { readonly type: MessageType };
    };
    const isTooWeak = method === "window/logMessage" && params !== undefined && params.type > WEAKEST[this.level];
    return isTooWeak ? Promise.resolve() : this.writer.write(message);
  }

  end(): void {
    this.writer.end();
  }

  get onError(): MessageWriter["onError"] {
    return this.writer.onError;
  }

  get onClose(): MessageWriter["onClose"] {
    return this.writer.onClose;
  }

  dispose(): void {
    this.writer.dispose();
  }
}
