/** Fixes from the tree: the editor's own menu at the line, or the refactor preview with the difference. */
import * as vscode from "vscode";
import type { Hint } from "./hotPaths/model.js";
import { placeOf } from "./hotPaths/view.js";

/** Shows a place and puts the cursor there. */
export async function goTo({ uri, range }: vscode.Location): Promise<vscode.TextEditor> {
  const cursor = new vscode.Range(range.start, range.start);
  return vscode.window.showTextDocument(uri, { selection: cursor });
}

/** Opens the list of fixes for a hint. */
export async function fix(hint: Hint): Promise<void> {
  await goTo(placeOf(hint)!);
  await vscode.commands.executeCommand("editor.action.quickFix");
}

/** Shows what the best fix of a hint would change, in the refactor preview, where it can be applied or thrown away. */
export async function previewFix(hint: Hint): Promise<void> {
  const { uri } = placeOf(hint)!;
  const best = await bestFix(hint);
  if (best?.edit === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no fix to preview here."));
    return;
  }
  const metadata: vscode.WorkspaceEditEntryMetadata = { needsConfirmation: true, label: best.title };
  const preview = new vscode.WorkspaceEdit();
  for (const { range, newText } of best.edit.get(uri)) preview.replace(uri, range, newText, metadata);
  await vscode.workspace.applyEdit(preview, { isRefactoring: true });
}

async function bestFix(hint: Hint): Promise<vscode.CodeAction | undefined> {
  const { uri, range } = placeOf(hint)!;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
  const titles = hint.fact.fixes.map(({ title }) => title);
  return actions.find(
    ({ title, disabled }) => disabled === undefined && titles.some((known) => title.startsWith(known)),
  );
}
