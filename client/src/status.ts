/** The language status item: for which runtimes the hints of the active file are, and why. */
import * as vscode from "vscode";
import { type BaseLanguageClient, State, type StaticFeature } from "vscode-languageclient";
import { PYTHON_DOCUMENTS } from "./documents.js";
import { runtimesInWords } from "./runtimes.js";

/** What the server says about a document in `jitHints/status`. */
export interface DocumentStatus {
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
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[];
  private server = State.Starting;

  /** Other settings hold for a document than before. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly client: BaseLanguageClient) {
    this.item.name = vscode.l10n.t("JIT hints");
    this.show();
    client.registerFeature(STATUS_FEATURE);
    this.disposables = [
      this.item,
      this.changed,
      client.onNotification("jitHints/status", (status: DocumentStatus) => {
        this.known.set(status.uri, status);
        this.show();
        this.changed.fire();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidCloseTextDocument((document) => this.known.delete(this.uriOf(document))),
    ];
  }

  /** What the server has said about a document. */
  of(document: vscode.TextDocument | undefined): DocumentStatus | undefined {
    return document && this.known.get(this.uriOf(document));
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
    const status = this.of(vscode.window.activeTextEditor?.document);
    if (this.server === State.Stopped || this.server === State.StartFailed) {
      this.item.severity = vscode.LanguageStatusSeverity.Error;
      const restart = { command: "jitHints.restartServer", title: vscode.l10n.t("Restart") };
      this.set(vscode.l10n.t("JIT hints: server stopped"), "", restart);
      return;
    }
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    const select = { command: "jitHints.selectRuntime", title: vscode.l10n.t("Select runtime") };
    if (!status) this.set(vscode.l10n.t("JIT hints"), "", select);
    else this.set(runtimesInWords(status.runtimes), causeIn(status.reason), { ...select, tooltip: status.reason });
  }

  private set(text: string, detail: string, command: vscode.Command): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.command = command;
    this.item.accessibilityInformation = {
      label: vscode.l10n.t("JIT hints, {0}: {1}", text, command.tooltip ?? ""),
    };
  }

  private uriOf(document: vscode.TextDocument): string {
    return this.client.code2ProtocolConverter.asUri(document.uri);
  }
}

/** The server's sentence without the runtimes before its colon: the item's text names them, and there is little room. */
export function causeIn(reason: string): string {
  return reason.replace(/^[^:]*: /, "");
}
