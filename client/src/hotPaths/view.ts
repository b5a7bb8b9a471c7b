/** The view "JIT hints": a tree of the hints in the open files. */
import * as vscode from "vscode";
import { isPython } from "../documents.js";
import type { Facts } from "../facts.js";
import { runtimesInWords } from "../runtimes.js";
import {
  type DocumentHints,
  fileName,
  GROUPINGS,
  type Group,
  type Grouping,
  groupHints,
  type Hint,
  nanoseconds,
  weightInWords,
} from "./model.js";

const VIEW = "jitHints.hotPaths";

/** A row of the tree. */
export type Row = Group | Hint;

/** The tree, and what the buttons above it do. */
export class HotPaths implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Row>;
  private readonly disposables: vscode.Disposable[];
  private groups: Promise<readonly Group[]> | undefined;
  private grouping: Grouping;
  private filter = "";

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly facts: Facts,
    private readonly memory: vscode.Memento,
  ) {
    this.grouping = GROUPINGS.find((known) => known === memory.get(VIEW)) ?? "file";
    this.view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.disposables = [this.changed, this.view, facts.onDidChange(() => this.refresh())];
    this.tellContext();
  }

  /** The groups, and the hints of a group. */
  async getChildren(row?: Row): Promise<Row[]> {
    if (row !== undefined) return isGroup(row) ? [...row.hints] : [];
    this.groups ??= this.load();
    return [...(await this.groups)];
  }

  getParent(row: Row): vscode.ProviderResult<Row> {
    if (isGroup(row)) return undefined;
    return this.groups?.then((groups) => groups.find(({ hints }) => hints.includes(row)));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return isGroup(row) ? groupItem(row) : hintItem(row, this.grouping);
  }

  /** Shows the view, with the focus on its first row. A view that is still empty would take no focus, and keys would go nowhere. */
  async show(): Promise<void> {
    const [first] = await this.getChildren();
    if (first === undefined) await vscode.commands.executeCommand(`${VIEW}.focus`);
    else await this.view.reveal(first, { focus: true, select: false });
  }

  /** Groups anew, and stays so in this workspace. */
  group(by: Grouping): void {
    this.grouping = by;
    void this.memory.update(VIEW, by);
    this.tellContext();
    this.refresh();
  }

  /** Shows the hints whose file, rule, text or runtime contain the text; all for an empty one. */
  setFilter(text: string): void {
    this.filter = text.trim();
    this.view.message = this.filter === "" ? "" : vscode.l10n.t("Filter: {0}", this.filter);
    this.tellContext();
    this.refresh();
  }

  /** Lets the user enter a filter. */
  async askFilter(): Promise<void> {
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t("Filter JIT hints"),
      prompt: vscode.l10n.t("A part of a file, rule, runtime or text"),
      value: this.filter,
    });
    if (text !== undefined) this.setFilter(text);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private refresh(): void {
    this.groups = undefined;
    this.changed.fire();
  }

  private async load(): Promise<readonly Group[]> {
    const documents = await Promise.all(
      vscode.workspace.textDocuments.filter(isPython).map((one) => this.hintsOf(one)),
    );
    const groups = groupHints(
      documents.filter((one) => one !== null),
      this.grouping,
      this.filter,
    );
    const count = groups.reduce((total, { hints }) => total + hints.length, 0);
    this.view.description = count === 0 ? "" : hintsInWords(count);
    return groups;
  }

  private async hintsOf(document: vscode.TextDocument): Promise<DocumentHints | null> {
    const facts = await this.facts.of(document, { loops: false });
    if (facts === null) return null;
    const path = vscode.workspace.asRelativePath(document.uri);
    // A document may have become shorter since the question was asked.
    const lineText = (line: number) => (line < document.lineCount ? document.lineAt(line).text.trim() : "");
    return { uri: String(document.uri), path, facts, lineText };
  }

  private tellContext(): void {
    void vscode.commands.executeCommand("setContext", "jitHints.grouping", this.grouping);
    void vscode.commands.executeCommand("setContext", "jitHints.filtered", this.filter !== "");
  }
}

/** The place of a row; undefined for a rule. */
export function placeOf(row: Row): vscode.Location | undefined {
  if (!isGroup(row)) return new vscode.Location(vscode.Uri.parse(row.uri), rangeOf(row));
  if (row.uri === null) return undefined;
  return new vscode.Location(vscode.Uri.parse(row.uri), new vscode.Position(row.line ?? 0, 0));
}

/** Whether a row is a group. */
export function isGroup(row: Row): row is Group {
  return "hints" in row;
}

function rangeOf({ fact: { range } }: Hint): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

const GROUP_ICONS = { file: "file-code", rule: "law", loop: "sync" } as const;

function groupItem(group: Group): vscode.TreeItem {
  const item = new vscode.TreeItem(group.label, vscode.TreeItemCollapsibleState.Expanded);
  const size = [...(group.ns > 0 ? [nanoseconds(group.ns)] : []), hintsInWords(group.hints.length)].join(", ");
  item.id = group.id;
  item.contextValue = group.kind;
  item.description = [size, ...(group.kind === "loop" ? [group.place] : [])].join(" · ");
  item.tooltip = [group.place, size].filter((part) => part !== "").join("\n");
  item.accessibilityInformation = { label: `${group.label}, ${item.description}` };
  // Without the file's own address: its colours for problems make the description hard to read.
  item.iconPath = new vscode.ThemeIcon(GROUP_ICONS[group.kind]);
  return item;
}

const ICONS = {
  error: new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground")),
  warning: new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground")),
  information: new vscode.ThemeIcon("info", new vscode.ThemeColor("notificationsInfoIcon.foreground")),
  hint: new vscode.ThemeIcon("lightbulb"),
} as const;

function hintItem(hint: Hint, grouping: Grouping): vscode.TreeItem {
  const { fact, path } = hint;
  const line = fact.range.start.line + 1;
  const place = grouping === "rule" ? `${fileName(path)}:${line}` : vscode.l10n.t("line {0}", line);
  const cost = weightInWords(fact.weight);
  const item = new vscode.TreeItem(grouping === "rule" ? place : fact.rule);
  const details = grouping === "rule" ? [cost] : [cost, place];
  item.description = details.filter((part) => part !== "").join(" · ");
  item.iconPath = ICONS[fact.severity];
  item.contextValue = fact.fixes.length > 0 ? "hint.fixable" : "hint";
  item.tooltip = tooltip(hint, cost);
  item.accessibilityInformation = { label: `${fact.severity}: ${fact.rule}, ${item.description}. ${fact.what}` };
  item.command = { command: "jitHints.goTo", title: vscode.l10n.t("Go to the line"), arguments: [hint] };
  return item;
}

function tooltip({ fact }: Hint, cost: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${fact.rule}** · ${runtimesInWords(fact.runtimes)}${cost === "" ? "" : ` · ${cost}`}\n\n`);
  for (const part of [fact.what, fact.why, fact.advice]) text.appendText(part).appendMarkdown("\n\n");
  return text;
}

function hintsInWords(count: number): string {
  return count === 1 ? vscode.l10n.t("1 hint") : vscode.l10n.t("{0} hints", count);
}
