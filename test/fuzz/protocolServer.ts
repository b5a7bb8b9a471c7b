/**
 * A server process for random conversations. Unlike the client of the protocol suite it expects nothing in particular; it checks what
 * must hold for every conversation: answers have the id of a question that is still open, and every message fits the protocol's model.
 */
import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Diagnostic } from "vscode-languageserver";
import { SERVER } from "../lsp/client.js";
import { checkParams, checkResult } from "../lsp/metaModel.js";

/** Longer than anything may take, also on a busy machine. */
const PATIENCE_MS = 60_000;

/** An answer. */
export interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Message extends Answer {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
}

interface Pending {
  readonly method: string;
  readonly resolve: (answer: Answer) => void;
}

/** How the test answers a request of the server. */
export type Responder = (method: string, params: unknown) => Answer;

/** One process. */
export class ServerProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<number, Pending>();
  readonly #published = new Map<string, readonly Diagnostic[]>();
  #buffer = Buffer.alloc(0);
  #nextId = 1;
  #stderr = "";
  #failure: Error | null = null;
  #fail: (error: Error) => void = () => undefined;
  readonly #failed = new Promise<never>((_, reject) => {
    this.#fail = reject;
  });
  readonly exited: Promise<number | null>;
  /** Lines of the log at the level error, which name handlers that failed. */
  readonly errors: string[] = [];

  /** @param probed `heapMegabytes` may be asked */
  constructor(
    private readonly respond: Responder,
    probed = false,
  ) {
    const probe = probed ? ["--expose-gc", "--require", join(__dirname, "heapProbe.cjs")] : [];
    this.#process = spawn(process.execPath, [...probe, SERVER, "--stdio"], {
      stdio: ["pipe", "pipe", "pipe", ...(probed ? (["ipc"] as const) : [])],
    }) as ChildProcessWithoutNullStreams;
    this.#process.stdout.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr.on("data", (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.#process.stdin.on("error", () => undefined);
    this.exited = new Promise((resolve) => this.#process.on("close", resolve));
    this.#failed.catch(() => undefined);
    void this.exited.then((code) => {
      if (this.#pending.size > 0) this.#complain(`ended with ${code} and open questions\n${this.#stderr}`);
    });
  }

  /** How much of the server's heap is in use, garbage left out. */
  async heapMegabytes(): Promise<number> {
    const answer = once(this.#process, "message");
    this.#process.send("heap");
    const [bytes] = (await this.wait(answer, "the size of the heap")) as [number];
    return bytes / 2 ** 20;
  }

  /** What was published last, by URI. */
  published(uri: string): readonly Diagnostic[] {
    return this.#published.get(uri) ?? [];
  }

  /** Sends a request; the answer may be an error, but comes. */
  request(method: string, params: unknown): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = this.#nextId++;
    const answer = new Promise<Answer>((resolve) => this.#pending.set(id, { method, resolve }));
    this.send({ jsonrpc: "2.0", id, method, params });
    return { id, answer };
  }

  notify(method: string, params: unknown): void {
    this.send({ jsonrpc: "2.0", method, params });
  }

  send(message: unknown): void {
    const body = JSON.stringify(message);
    this.raw(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** Sends bytes that need not be a message. */
  raw(bytes: string): void {
    if (this.#failure !== null) throw this.#failure;
    // Now and then a message arrives in two pieces.
    const whole = Buffer.from(bytes);
    const cut = this.#nextId % 7 === 0 ? whole.length >> 1 : whole.length;
    this.#process.stdin.write(whole.subarray(0, cut));
    if (cut < whole.length) this.#process.stdin.write(whole.subarray(cut));
  }

  /** Waits for a promise; fails if the server does, or takes too long. */
  async wait<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: nothing within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    return Promise.race([promise, late, this.#failed]).finally(() => clearTimeout(timer));
  }

  /** Waits until the server has handled everything sent before, and what it does right after. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.wait(this.request("jitHintsTest/nothing", {}).answer, "a question after all others");
    }
  }

  /** Ends the session as the protocol says. */
  async close(): Promise<void> {
    await this.wait(this.request("shutdown", undefined).answer, "shutdown");
    this.notify("exit", undefined);
    assert.equal(await this.wait(this.exited, "the end"), 0);
    assert.equal(this.#stderr, "");
    assert.equal(this.#pending.size, 0, "questions without an answer");
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #complain(problem: string): void {
    this.#failure ??= new Error(problem);
    this.#fail(this.#failure);
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const headerEnd = this.#buffer.indexOf("\r\n\r\n");
      if (headerEnd === -1) return;
      const length = /^Content-Length: (\d+)$/.exec(this.#buffer.subarray(0, headerEnd).toString())?.[1];
      if (length === undefined) {
        this.#complain(`not a message: ${this.#buffer.toString().slice(0, 500)}`);
        return;
      }
      const end = headerEnd + 4 + Number(length);
      if (this.#buffer.length < end) return;
      const message = JSON.parse(this.#buffer.subarray(headerEnd + 4, end).toString()) as Message;
      this.#buffer = this.#buffer.subarray(end);
      this.#receive(message);
    }
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method === undefined) {
      // An answer to what was no message has the id null.
      if (id === null) return;
      const pending = this.#pending.get(id as number);
      if (pending === undefined) {
        this.#complain(`an answer to no question: ${JSON.stringify({ id, error })}`);
        return;
      }
      this.#pending.delete(id as number);
      const problem = error === undefined ? checkResult(pending.method, result) : null;
      if (problem !== null && !pending.method.startsWith("jitHintsTest/")) this.#complain(problem);
      pending.resolve(error === undefined ? { result } : { error });
      return;
    }
    const problem = checkParams(method, params);
    if (problem !== null && !method.startsWith("jitHints/")) this.#complain(problem);
    if (id !== undefined) {
      this.send({ jsonrpc: "2.0", id, ...this.respond(method, params) });
    } else if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Diagnostic[] };
      this.#published.set(uri, diagnostics);
    } else if (method === "window/logMessage") {
      const { type, message } = params as { type: number; message: string };
      if (type === 1) this.errors.push(message);
    }
  }
}
