/** The language status item: for which runtimes the hints of the active file are, and why. */
import * as vscode from "vscode";
import { type LanguageClient, State, type StaticFeature } from "vscode-languageclient/node";
import { describeRuntimes } from "./runtimes.js";

/** Documents that the extension works on. Version control's view of old contents (`git:`) is not among them. */
export const PYTHON_DOCUMENTS: readonly { language: string; scheme: string }[] = [
  { language: "python", scheme: "file" },
  { language: "python", scheme: "untitled" },
  { language: "python", scheme: "vscode-vfs" },
];

/** What the server says about a document in `jitHints/status`. */
interface DocumentStatus {
  readonly uri: string;
  readonly runtimes: readonly string[];
  /** Where the choice of runtimes comes from: one sentence. */
  readonly reason: string;
}

/** Asks the server for `jitHints/status`. */
const STATUS_FEATURE: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, jitHints: { status: true, problemsInHover: true } };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** The status item. Its text changes with the file and the settings, never with a keystroke. */
export class RuntimeStatus implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("jitHints.runtimes", [...PYTHON_DOCUMENTS]);
  private readonly known = new Map<string, DocumentStatus>();
  private readonly disposables: vscode.Disposable[];
  private server = State.Starting;

  constructor(private readonly client: LanguageClient) {
    this.item.name = "JIT hints";
    this.show();
    client.registerFeature(STATUS_FEATURE);
    this.disposables = [
      this.item,
      client.onNotification("jitHints/status", (status: DocumentStatus) => {
        this.known.set(status.uri, status);
        this.show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidCloseTextDocument((document) => this.known.delete(this.uriOf(document))),
    ];
  }

  /** Shows whether the server runs. */
  serverChanged(state: State): void {
    this.server = state;
    if (state !== State.Running) this.known.clear();
    this.item.busy = state === State.Starting;
    this.show();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && this.known.get(this.uriOf(document));
    if (this.server === State.Stopped || this.server === State.StartFailed) {
      this.item.severity = vscode.LanguageStatusSeverity.Error;
      this.set("JIT hints: server stopped", "", { command: "jitHints.restartServer", title: "Restart" });
      return;
    }
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    const select = { command: "jitHints.selectRuntime", title: "Select runtime" };
    if (!status) this.set("JIT hints", "", select);
    else this.set(describeRuntimes(status.runtimes), causeIn(status.reason), { ...select, tooltip: status.reason });
  }

  private set(text: string, detail: string, command: vscode.Command): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.command = command;
    this.item.accessibilityInformation = { label: `JIT hints, ${text}: ${command.tooltip ?? ""}` };
  }

  private uriOf(document: vscode.TextDocument): string {
    return this.client.code2ProtocolConverter.asUri(document.uri);
  }
}

/** The server's sentence without the runtimes before its colon: the item's text names them, and there is little room. */
function causeIn(reason: string): string {
  return reason.replace(/^[^:]*: /, "");
}
