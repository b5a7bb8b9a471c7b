/** A line above each hot loop that says why it is hot. Off by default. What is found in a loop stands beside it; the server says that. */
import * as vscode from "vscode";
import { PYTHON_DOCUMENTS } from "./documents.js";
import type { Facts, LoopFact } from "./facts.js";

const SETTING = "jitHints.codeLens.enable";

/** The code lenses. */
export class HotLoopLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[];

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly facts: Facts) {
    this.disposables = [
      this.changed,
      facts.onDidChange(() => this.changed.fire()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) this.changed.fire();
      }),
      vscode.languages.registerCodeLensProvider([...PYTHON_DOCUMENTS], this),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.getConfiguration("jitHints.codeLens", document.uri).get("enable", false)) return [];
    const facts = await this.facts.of(document, { loops: true });
    return facts === null ? [] : facts.loops.map((loop) => lens(document, loop));
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}

function lens(document: vscode.TextDocument, { range: { start }, because }: LoopFact): vscode.CodeLens {
  const place = new vscode.Range(start.line, start.character, start.line, start.character);
  return new vscode.CodeLens(place, {
    title: because.replace(/\.$/, ""),
    tooltip: vscode.l10n.t("What is known about this loop"),
    command: "jitHints.explain",
    arguments: [document.uri, place.start],
  });
}
