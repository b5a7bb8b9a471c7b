/** The built language server in a process of its own, and a client's end of the conversation over stdio. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Edit } from "./rivals.js";

/** The document that is open; it need not be there. */
const URI = "file:///bench/module.py";

/** The ways to start it: the command line, and the bundle that the VS Code extension runs. */
export const ENTRIES = {
  "jit-hints server": ["cli.js", "server", "--stdio"],
  "dist/server.js": ["server.js", "--stdio"],
} as const;

/** One of the ways. */
export type Entry = keyof typeof ENTRIES;

/** What the server is told of a workspace. */
export interface Workspace {
  /** The URI of its folder. */
  readonly folder: string;
  /** The URI of the document that is opened; other documents are opened by `openOther`. */
  readonly document: string;
  /** The client asks for the diagnostics of the whole workspace. */
  readonly checksEverything?: boolean;
}

/** A client that asks for diagnostics. */
const PULLING = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

/** Longer than anything here takes, on a busy machine, too. */
const PATIENCE_MS = 60_000;

/** A server that runs, with one document. */
export class ServerProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: ProtocolConnection;
  /** The exit code. */
  readonly #ended: Promise<unknown[]>;
  #giveUp: (reason: Error) => void = () => {};
  #published: (params: PublishDiagnosticsParams) => void = () => {};
  #progressed: () => void = () => {};
  readonly #uri: string;
  #version = 0;
  #text = "";

  /**
   * @param root the folder with dist/
   * @param cache the user's cache folder, if not the one that there is
   */
  constructor(
    root: string,
    entry: Entry = "jit-hints server",
    private readonly workspace: Workspace | null = null,
    cache: string | null = null,
  ) {
    const uri = workspace?.document ?? URI;
    this.#uri = uri;
    const [file, ...args] = ENTRIES[entry];
    this.#process = spawn(process.execPath, [join(root, "dist", file), ...args], {
      stdio: ["pipe", "pipe", "pipe"],
      // By the names of Linux, macOS and Windows.
      env: cache === null ? process.env : { ...process.env, XDG_CACHE_HOME: cache, HOME: cache, LOCALAPPDATA: cache },
    });
    this.#process.stderr.pipe(process.stderr);
    this.#ended = once(this.#process, "close");
    void this.#ended.then(([code]) => this.#giveUp(new Error(`the server ended with ${code}`)));
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      if (params.uri === uri && params.version === this.#version) this.#published(params);
    });
    this.#connection.onRequest("window/workDoneProgress/create", () => null);
    this.#connection.onNotification("$/progress", ({ value }: { value: { kind: string } }) => {
      if (value.kind === "end") this.#progressed();
    });
    this.#connection.listen();
  }

  /** The text of the open document. */
  get text(): string {
    return this.#text;
  }

  /** Asks for `initialize` as a client that takes pushed diagnostics, and says `initialized`. */
  async initialize(): Promise<void> {
    const { workspace } = this;
    await this.#inTime(
      this.#connection.sendRequest("initialize", {
        processId: process.pid,
        rootUri: workspace?.folder ?? null,
        initializationOptions: { workspaceDiagnostics: { enable: workspace?.checksEverything === true } },
        capabilities: {
          ...(workspace === null ? {} : { window: { workDoneProgress: true } }),
          ...(workspace?.checksEverything === true ? PULLING : {}),
        },
      }),
    );
    void this.#connection.sendNotification("initialized", {});
  }

  /** Waits until the server says that what it does in the background is done. */
  whenDone(): Promise<void> {
    return this.#inTime(
      new Promise<void>((resolve) => {
        this.#progressed = resolve;
      }),
    );
  }

  /** Gives another document another text. Gives the diagnostics of the first document that follow. */
  changeOther(uri: string, version: number, text: string): Promise<PublishDiagnosticsParams> {
    const answer = new Promise<PublishDiagnosticsParams>((resolve) => {
      this.#published = resolve;
    });
    void this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
    return this.#inTime(answer);
  }

  /** Opens another document. */
  openOther(uri: string, text: string): void {
    void this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "python", version: 1, text },
    });
  }

  /** Opens the document. Gives its diagnostics. */
  open(text: string): Promise<PublishDiagnosticsParams> {
    this.#text = text;
    return this.#sendAndWait("textDocument/didOpen", {
      textDocument: { uri: this.#uri, languageId: "python", version: this.#version + 1, text },
    });
  }

  /** Edits the document, each edit in the text that the one before left. Gives the diagnostics of the text after them. */
  edit(...edits: readonly Edit[]): Promise<PublishDiagnosticsParams> {
    const contentChanges = edits.map(({ start, oldEnd, newText }) => {
      const range = { start: positionAt(this.#text, start), end: positionAt(this.#text, oldEnd) };
      this.#text = this.#text.slice(0, start) + newText + this.#text.slice(oldEnd);
      return { range, text: newText };
    });
    return this.#sendAndWait("textDocument/didChange", {
      textDocument: { uri: this.#uri, version: this.#version + 1 },
      contentChanges,
    });
  }

  /** What the server holds in memory now (resident set size), in MB of 10^6 bytes. Linux only. */
  residentMegabytes(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) * 1024) / 1e6;
  }

  /** Ends the server as the protocol says. @throws where it does not end well */
  async close(): Promise<void> {
    await this.#inTime(this.#connection.sendRequest("shutdown"));
    await this.#connection.sendNotification("exit");
    const [code] = await this.#ended;
    this.#connection.dispose();
    if (code !== 0) throw new Error(`the server ended with ${code}`);
  }

  /** Ends the server at once. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Sends the next version of the document and waits for what is published about it. */
  #sendAndWait(method: string, params: object): Promise<PublishDiagnosticsParams> {
    this.#version++;
    const answer = new Promise<PublishDiagnosticsParams>((resolve) => {
      this.#published = resolve;
    });
    void this.#connection.sendNotification(method, params);
    return this.#inTime(answer);
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const problem = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("the server does not answer")), PATIENCE_MS);
      this.#giveUp = reject;
    });
    return Promise.race([answer, problem]).finally(() => clearTimeout(timer));
  }
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  let line = 0;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, character: offset - start };
}
