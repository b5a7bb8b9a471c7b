/** The action that turns a rule off for the whole project, in its settings file. */
import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import type { OpenDocument } from "./openDocument.js";
import { turnRuleOff } from "./ruleOff.js";
import type { Session } from "./session.js";
import { SettingsFile } from "./settingsFile.js";
import { innermostFolder } from "./uris.js";

/** The action, or why it cannot be done; null where there is no project. */
export function projectRuleOff(
  session: Session,
  document: OpenDocument,
  rule: string,
):
  | { readonly title: string; readonly edit: WorkspaceEdit }
  | { readonly title: string; readonly reason: string }
  | null {
  const { client, host } = session;
  const { uri } = document.owner;
  const place = host.project.settingsFileFor(uri, innermostFolder(uri, session.workspaceFolders));
  if (place === null || (place.text === null && !client.createsFiles)) return null;
  const fileUri = host.uriOf(place.path);
  const name = place.path.replace(/^.*[/\\]/, "");
  const title = `Turn ${rule} off in this project (${name})`;
  // What is being typed in the editor goes before what is on the disk.
  const open = session.settingsFiles.get(fileUri);
  const file = open ?? new SettingsFile({ uri: fileUri, version: 0, text: place.text ?? "" }, client.encoding);
  const after = turnRuleOff(file.text, file.prefix, rule);
  if (after === null) return { title, reason: `${name} has errors, or a form that would not survive the change.` };
  const edits = [
    {
      range: file.positions.rangeOf(differenceOf(file.text, after)),
      newText: insertedIn(file.text, after).replace(/\r?\n/g, file.lineEnding),
    },
  ];
  if (!client.versionedEdits) return { title, edit: { changes: { [fileUri]: edits } } };
  const change: TextDocumentEdit = { textDocument: { uri: fileUri, version: open?.version ?? null }, edits };
  const create = place.text === null && open === undefined ? [{ kind: "create" as const, uri: fileUri }] : [];
  return { title, edit: { documentChanges: [...create, change] } };
}

/** The part of a text that another one does not have, from its first difference to its last. */
function differenceOf(before: string, after: string): { readonly start: number; readonly end: number } {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < limit - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail };
}

function insertedIn(before: string, after: string): string {
  const { start, end } = differenceOf(before, after);
  return after.slice(start, after.length - (before.length - end));
}
