/**
 * A protocol client for tests: it talks to the built server over stdio and fails a test on everything that the test did not
 * expect: a message, a warning in the log, an answer that does not fit the model of the protocol, output on stderr.
 */
import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach } from "node:test";
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeParams,
  InitializeResult,
  PublishDiagnosticsParams,
} from "vscode-languageserver";
import { checkParams, checkResult } from "./metaModel.js";

/** The bundle under test. */
export const SERVER = join(__dirname, "..", "..", "dist", "server.js");

/** Longer than anything here takes; a test that waits for something that does not come ends with a message. */
const PATIENCE_MS = 20_000;

interface Message {
  jsonrpc: string;
  id?: number | string | null;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}

interface Waiter {
  method: string;
  isIt: (params: unknown) => boolean;
  resolve: (params: unknown) => void;
}

/** An error answer. */
export class RequestFailed extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const running = new Set<Client>();

// A test that fails leaves its server behind, which would keep the runner waiting.
afterEach(() => {
  for (const client of running) client.kill();
});

/** One server process and the client's end of the conversation. */
export class Client {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<
    number,
    { method: string; resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #answers = new Map<string, (params: never) => unknown>();
  readonly #waiters: Waiter[] = [];
  /** Notifications and requests that nobody has waited for yet. */
  readonly #unexpected: { method: string; params: unknown }[] = [];
  readonly #problems: string[] = [];
  /** Ends whatever the test waits for as soon as there is a problem. */
  #endWaiting: (error: Error) => void = () => undefined;
  readonly #hasProblem = new Promise<never>((_, reject) => {
    this.#endWaiting = reject;
  });
  readonly #allowedLogs: RegExp[] = [];
  /** Answers to requests with an id of the test's own. */
  readonly #strays = new Map<string, Message>();
  readonly #strayWaiters = new Map<string, (message: Message) => void>();
  #buffer = Buffer.alloc(0);
  #nextId = 1;
  #stderr = "";
  readonly exited: Promise<number | null>;
  /** Lines of `window/logMessage` at the levels info and log, which every test may ignore. */
  readonly log: string[] = [];

  constructor(
    args: readonly string[] = ["--stdio"],
    cwd?: string,
    server = SERVER,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.#process = spawn(process.execPath, [server, ...args], {
      stdio: "pipe",
      env,
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.#process.stdout.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr.on("data", (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.#process.stdin.on("error", () => undefined);
    this.exited = new Promise((resolve) => this.#process.on("close", resolve));
    this.#hasProblem.catch(() => undefined);
    running.add(this);
    void this.exited.then(() => running.delete(this));
  }

  get pid(): number {
    return this.#process.pid!;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The raw input of the server, for bytes that no well-behaved client sends. */
  get input() {
    return this.#process.stdin;
  }

  /** The raw output of the server. */
  get output() {
    return this.#process.stdout;
  }

  /** Ends the server at once. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Sends `initialize` and `initialized`. */
  async initialize(
    params: Partial<InitializeParams> & { capabilities: ClientCapabilities },
  ): Promise<InitializeResult> {
    const result = await this.request("initialize", { processId: process.pid, rootUri: null, ...params });
    this.notify("initialized", {});
    return result as InitializeResult;
  }

  /** Sends a request; the promise fails with `RequestFailed` for an error answer. */
  request(method: string, params?: unknown): Promise<unknown> {
    return this.start(method, params).answer;
  }

  /** Sends a request and gives its id, to cancel it. */
  start(method: string, params?: unknown): { id: number; answer: Promise<unknown> } {
    const id = this.#nextId++;
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { method, resolve, reject }));
    this.send({ jsonrpc: "2.0", id, method, params });
    return { id, answer: this.#inTime(answer, `the answer to ${method}`) };
  }

  notify(method: string, params?: unknown): void {
    this.send({ jsonrpc: "2.0", method, params });
  }

  /** Sends several messages in one piece, as they arrive when the server was busy. */
  sendTogether(messages: readonly object[]): void {
    this.#process.stdin.write(messages.map((message) => frame(message)).join(""));
  }

  send(message: object): void {
    this.#process.stdin.write(frame(message));
  }

  /** Answers the server's requests of this method from now on; with a promise, later. */
  answer<Params>(method: string, answer: (params: Params) => unknown): void {
    this.#answers.set(method, answer);
  }

  /** Log messages at the levels error and warning that this test expects. */
  allowLog(pattern: RegExp): void {
    this.#allowedLogs.push(pattern);
  }

  /** The next message of this method from the server, one that has arrived already included. */
  next<Params>(method: string, isIt: (params: Params) => boolean = () => true): Promise<Params> {
    const matches = isIt as (params: unknown) => boolean;
    const index = this.#unexpected.findIndex((message) => message.method === method && matches(message.params));
    if (index !== -1) return Promise.resolve(this.#unexpected.splice(index, 1)[0]!.params as Params);
    const message = new Promise<unknown>((resolve) => this.#waiters.push({ method, isIt: matches, resolve }));
    return this.#inTime(message, `${method} from the server`) as Promise<Params>;
  }

  /** Drops messages about a document that have arrived and that the test does not care about. */
  forget(method: string, uri: string): void {
    const kept = this.#unexpected.filter(
      (message) => message.method !== method || (message.params as { uri?: string }).uri !== uri,
    );
    this.#unexpected.splice(0, this.#unexpected.length, ...kept);
  }

  /** The next pushed diagnostics of a document. */
  async published(uri: string): Promise<PublishDiagnosticsParams> {
    return this.next<PublishDiagnosticsParams>("textDocument/publishDiagnostics", (params) => params.uri === uri);
  }

  open(uri: string, text: string, version = 1, languageId = "python"): void {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, version: number, ...contentChanges: object[]): void {
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  /** Pulls the diagnostics of a document. */
  async pull(uri: string, previousResultId?: string): Promise<{ kind: string; resultId: string; items: Diagnostic[] }> {
    const params = { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) };
    return (await this.request("textDocument/diagnostic", params)) as {
      kind: string;
      resultId: string;
      items: Diagnostic[];
    };
  }

  /** Waits until the server has handled everything sent before, and what it does right after. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await this.request("jitHintsTest/nothing").catch((error: RequestFailed) => assert.equal(error.code, -32601));
    }
  }

  /** The answer to a request that was sent with `send` under an id of its own. */
  async answerTo(id: string): Promise<Pick<Message, "result" | "error">> {
    const known = this.#strays.get(id);
    if (known !== undefined) return known;
    const answer = new Promise<Message>((resolve) => this.#strayWaiters.set(id, resolve));
    return this.#inTime(answer, `the answer to ${id}`);
  }

  /** Ends the session as the protocol says and checks that nothing unexpected has happened. */
  async close(): Promise<void> {
    await this.settle();
    await this.request("shutdown");
    this.notify("exit");
    assert.equal(await this.exited, 0, "exit code");
    this.check();
  }

  /** Fails if anything unexpected has happened so far. */
  check(): void {
    assert.deepEqual(this.#problems, []);
    assert.deepEqual(this.#unexpected, [], "messages that the test did not expect");
    assert.equal(this.#stderr, "", "output on stderr");
    assert.equal(this.#buffer.length, 0, "half a message, or output that is no message");
  }

  async #inTime<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} did not come. ${this.#state()}`)), PATIENCE_MS);
    });
    const died = this.exited.then((code) => {
      throw new Error(`the server ended with ${code} before ${what}. ${this.#state()}`);
    });
    died.catch(() => undefined);
    return Promise.race([promise, late, died, this.#hasProblem]).finally(() => clearTimeout(timer));
  }

  #state(): string {
    const seen = this.#unexpected.map(({ method }) => method).join(", ");
    return [`Not waited for: ${seen || "nothing"}.`, ...this.#problems, ...this.log, this.#stderr].join("\n");
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const headerEnd = this.#buffer.indexOf("\r\n\r\n");
      if (headerEnd === -1) return;
      const header = /^Content-Length: (\d+)$/.exec(this.#buffer.subarray(0, headerEnd).toString());
      if (header === null) {
        this.#complain(`not a message: ${this.#buffer.toString()}`);
        this.#buffer = Buffer.alloc(0);
        return;
      }
      const end = headerEnd + 4 + Number(header[1]);
      if (this.#buffer.length < end) return;
      const message = JSON.parse(this.#buffer.subarray(headerEnd + 4, end).toString()) as Message;
      this.#buffer = this.#buffer.subarray(end);
      this.#receive(message);
    }
  }

  #receive(message: Message): void {
    if (message.method === undefined) this.#receiveAnswer(message);
    else if (message.id === undefined) this.#receiveNotification(message.method, message.params);
    else this.#receiveRequest(message.id, message.method, message.params);
  }

  #receiveAnswer({ id, result, error }: Message): void {
    if (typeof id === "string") {
      this.#strays.set(id, { jsonrpc: "2.0", result, ...(error === undefined ? {} : { error }) });
      this.#strayWaiters.get(id)?.(this.#strays.get(id)!);
      return;
    }
    const pending = this.#pending.get(id as number);
    if (pending === undefined) {
      this.#complain(`an answer to no question: ${JSON.stringify({ id, result, error })}`);
      return;
    }
    this.#pending.delete(id as number);
    if (error !== undefined) {
      pending.reject(new RequestFailed(error.code, error.message));
      return;
    }
    this.#expectNull(checkResult(pending.method, result));
    pending.resolve(result);
  }

  #receiveNotification(method: string, params: unknown): void {
    if (method === "jitHints/status") this.#expectNull(checkStatus(params));
    else this.#expectNull(checkParams(method, params));
    if (method === "window/logMessage") {
      const { type, message } = params as { type: number; message: string };
      this.log.push(message);
      if (type <= 2 && !this.#allowedLogs.some((allowed) => allowed.test(message))) this.#complain(`log: ${message}`);
      return;
    }
    this.#hand(method, params);
  }

  #receiveRequest(id: number | string | null, method: string, params: unknown): void {
    this.#expectNull(checkParams(method, params));
    const answer = this.#answers.get(method);
    const send = (result: unknown) => this.send({ jsonrpc: "2.0", id, result: result ?? null });
    if (answer === undefined) {
      this.send({ jsonrpc: "2.0", id, error: { code: -32601, message: `the client does not know ${method}` } });
    } else {
      const result = answer(params as never);
      if (result instanceof Promise) void result.then(send);
      else send(result);
    }
    this.#hand(method, params);
  }

  #hand(method: string, params: unknown): void {
    const index = this.#waiters.findIndex((waiter) => waiter.method === method && waiter.isIt(params));
    if (index === -1) this.#unexpected.push({ method, params });
    else this.#waiters.splice(index, 1)[0]!.resolve(params);
  }

  #expectNull(problem: string | null): void {
    if (problem !== null) this.#complain(problem);
  }

  #complain(problem: string): void {
    this.#problems.push(problem);
    this.#endWaiting(new Error(problem));
  }
}

function frame(message: object): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** This server's own notification. */
function checkStatus(params: unknown): string | null {
  const { uri, runtimes, reason, ...rest } = params as Record<string, unknown>;
  const isRight =
    typeof uri === "string" && Array.isArray(runtimes) && typeof reason === "string" && Object.keys(rest).length === 0;
  return isRight ? null : `jitHints/status: ${JSON.stringify(params)}`;
}
