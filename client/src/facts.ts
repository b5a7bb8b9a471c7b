/** What the server knows about the open documents, for every view: one request, one list of facts for each document. */
import * as vscode from "vscode";
import { type BaseLanguageClient, type Range, State } from "vscode-languageclient";
import { isPython } from "./documents.js";

/** The answer to `jitHints/hotPaths`. Lines and characters count from 0, as in VS Code. */
export interface DocumentFacts {
  readonly version: number;
  readonly runtimes: readonly string[];
  readonly hints: readonly HintFact[];
  /** Only where they were asked for. */
  readonly loops: readonly LoopFact[];
}

/** One hint. */
export interface HintFact {
  readonly rule: string;
  readonly range: Range;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly severity: "hint" | "information" | "warning" | "error";
  readonly confidence: string;
  readonly runtimes: readonly string[];
  readonly loop: Range | null;
  readonly weight: Weight | null;
  readonly fixes: readonly { readonly title: string; readonly applicability: string }[];
  readonly related: readonly { readonly message: string; readonly range: Range }[];
}

/** What was measured, on the runtime where it costs most: nanoseconds each time, and slow form divided by fast form. */
export interface Weight {
  readonly runtime: string;
  readonly ns: number | null;
  readonly ratio: number | null;
}

/** One hot loop: header, header with body, and why. */
export interface LoopFact {
  readonly range: Range;
  readonly body: Range;
  readonly because: string;
}

/** The request's method. */
const METHOD = "jitHints/hotPaths";

/** Views are brought up to date when nobody has typed for so long. */
const QUIET_MS = 250;

/** Asks the server, and says when its answers may have changed. */
export class Facts implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The views have been told to ask once more, and nothing has changed since. */
  private again = false;

  /** Answers may be others than before, for any document. */
  readonly onDidChange = this.changed.event;

  /**
   * @param client asks
   * @param onDidChangeSettings other settings hold for a document than before
   */
  constructor(
    private readonly client: BaseLanguageClient,
    onDidChangeSettings: vscode.Event<void>,
  ) {
    const soon = (document: vscode.TextDocument) => {
      if (isPython(document)) this.soon();
    };
    this.disposables = [
      this.changed,
      client.onDidChangeState(() => this.soon()),
      onDidChangeSettings(() => this.soon()),
      vscode.workspace.onDidOpenTextDocument(soon),
      vscode.workspace.onDidCloseTextDocument(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const open = vscode.workspace.textDocuments.filter(isPython).map(({ uri }) => String(uri));
        if (uris.some((uri) => open.includes(String(uri)))) this.soon();
      }),
    ];
  }

  /** The facts of an open document; null where there are none, or where the text is changing under the question. */
  async of(document: vscode.TextDocument, options: { readonly loops: boolean }): Promise<DocumentFacts | null> {
    if (this.client.state !== State.Running) return null;
    const uri = this.client.code2ProtocolConverter.asUri(document.uri);
    try {
      return await this.client.sendRequest<DocumentFacts | null>(METHOD, {
        textDocument: { uri },
        loops: options.loops,
      });
    } catch {
      // The server stopped, or the text changed under the question: the views ask once more.
      if (!this.again) {
        this.again = true;
        this.later();
      }
      return null;
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private soon(): void {
    this.again = false;
    this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), QUIET_MS);
  }
}
