/**
 * The order of a session: nothing before `initialize`, nothing after `shutdown`. The protocol library runs handlers in any
 * order, so every message passes here first.
 */
import { ErrorCodes, type Message, type MessageStrategy } from "vscode-languageserver";

type Phase = "new" | "running" | "shut down";

/** Sends a response without a handler. */
export type Refuse = (id: number | string | null, code: number, message: string) => void;

/** The guard before all handlers. */
export class LifeCycle implements MessageStrategy {
  #phase: Phase = "new";

  constructor(private readonly refuse: Refuse) {}

  /** `exit` now ends well. */
  get isShutDown(): boolean {
    return this.#phase === "shut down";
  }

  /** `initialize` has been answered. After a failure the client may try again. */
  begin(): void {
    this.#phase = "running";
  }

  /** Hands a message on, or refuses it. */
  handleMessage(message: Message, next: (message: Message) => void | Promise<void>): void | Promise<void> {
    const { id, method } = message as { id?: number | string | null; method?: string };
    // Responses to the server's own requests, and `exit`, are welcome at any time.
    if (method === undefined || method === "exit") return next(message);
    if (id === undefined) return this.#phase === "running" || method.startsWith("$/") ? next(message) : undefined;
    const refusal = this.#refusalOf(method);
    if (refusal !== null) {
      this.refuse(id, refusal.code, refusal.message);
      return undefined;
    }
    if (method === "shutdown") this.#phase = "shut down";
    return next(message);
  }

  #refusalOf(method: string): { readonly code: number; readonly message: string } | null {
    if (this.#phase === "shut down") {
      return { code: ErrorCodes.InvalidRequest, message: `${method}: the server has been shut down` };
    }
    if (this.#phase === "new" && method !== "initialize") {
      return { code: ErrorCodes.ServerNotInitialized, message: `${method}: the server has not been initialized` };
    }
    if (this.#phase === "running" && method === "initialize") {
      return { code: ErrorCodes.InvalidRequest, message: "initialize may be sent only once" };
    }
    return null;
  }
}
