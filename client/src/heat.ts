/** Bars at the left edge of hot lines: the deeper in hot loops, the hotter. Off by default. */
import * as vscode from "vscode";
import { isPython } from "./documents.js";
import type { Facts, LoopFact } from "./facts.js";
import { heatOfLines, MOST_HEAT } from "./heatLevels.js";

const SETTING = "jitHints.heat.enable";

/** Draws the bars in the visible editors. */
export class Heat implements vscode.Disposable {
  private readonly bars = Array.from({ length: MOST_HEAT }, (_, level) => bar(level + 1));
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly facts: Facts) {
    this.disposables = [
      ...this.bars,
      facts.onDidChange(() => this.drawAll()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.drawAll()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) this.drawAll();
      }),
    ];
    this.drawAll();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) if (isPython(editor.document)) void this.draw(editor);
  }

  private async draw(editor: vscode.TextEditor): Promise<void> {
    const { document } = editor;
    const loops = await this.loopsOf(document);
    // Old bars move with the text until there are new ones.
    if (loops === null) return;
    const depths = heatOfLines(loops, document.lineCount);
    this.bars.forEach((type, level) => {
      const lines = depths.flatMap((depth, line) => (Math.min(depth, MOST_HEAT) === level + 1 ? [line] : []));
      editor.setDecorations(
        type,
        lines.map((line) => document.lineAt(line).range),
      );
    });
  }

  /** The loops to mark: none where that is switched off, null while they are not known. */
  private async loopsOf(document: vscode.TextDocument): Promise<readonly LoopFact[] | null> {
    const facts = isOn(document) ? await this.facts.of(document, { loops: true }) : null;
    // Setting and text may have changed while the server was asked.
    if (!isOn(document)) return [];
    return facts?.version === document.version ? facts.loops : null;
  }
}

function isOn(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration("jitHints.heat", document.uri).get("enable", false);
}

function bar(level: number): vscode.TextEditorDecorationType {
  const color = new vscode.ThemeColor(`jitHints.heat${level}`);
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderWidth: "0 0 0 3px",
    borderStyle: "solid",
    borderColor: color,
    overviewRulerColor: color,
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
}
