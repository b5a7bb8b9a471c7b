/** `workspace/didChangeConfiguration`, `didChangeWatchedFiles` and `didChangeWorkspaceFolders`: settings from anywhere. */
import {
  BulkRegistration,
  type Connection,
  DidChangeConfigurationNotification,
  type DidChangeConfigurationParams,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersNotification,
  type DidChangeWorkspaceFoldersParams,
  FileChangeType,
} from "vscode-languageserver";
import type { ClientFeatures } from "./capabilities.js";
import { type AskClient, SECTION } from "./editorSettings.js";
import type { Session } from "./session.js";
import type { Updates } from "./updates.js";

/** Files that decide about settings or runtimes. */
const WATCHED = ["**/pyproject.toml", "**/jit-hints.toml", "**/.python-version"];

/** Files that open documents import, or that are checked although they are not open. */
const PYTHON = "**/*.py";

/** Reacts to changes of settings. */
export function registerConfiguration(session: Session, updates: Updates): void {
  const { connection } = session;

  connection.onDidChangeConfiguration((params: DidChangeConfigurationParams) => {
    const owners = [...session.documents.values()].map(({ owner }) => owner.uri);
    session.editorSettings.changed(params.settings, [...new Set(owners)]);
    updates.settingsChanged();
  });

  connection.onDidChangeWatchedFiles(({ changes }: DidChangeWatchedFilesParams) => {
    const isCodeOnly = changes.length > 0 && changes.every(({ uri }) => uri.endsWith(".py"));
    if (!isCodeOnly) updates.projectChanged();
    const haveStayed = isCodeOnly && changes.every(({ type }) => type === FileChangeType.Changed);
    updates.filesChanged(haveStayed ? changes.map(({ uri }) => uri) : null);
  });

  connection.onNotification(
    DidChangeWorkspaceFoldersNotification.type,
    ({ event }: DidChangeWorkspaceFoldersParams) => {
      const removed = new Set(event.removed.map((folder) => folder.uri));
      session.workspaceFolders = [
        ...session.workspaceFolders.filter((uri) => !removed.has(uri)),
        ...event.added.map((folder) => folder.uri),
      ];
      updates.projectChanged();
    },
  );
}

/** Asks the client to tell about changes, where it has to be asked. */
export async function registerWatchers({ connection, client }: Session): Promise<void> {
  const wanted = BulkRegistration.create();
  if (client.registersConfiguration) wanted.add(DidChangeConfigurationNotification.type, { section: SECTION });
  if (client.registersFileWatchers) {
    wanted.add(DidChangeWatchedFilesNotification.type, {
      watchers: [...WATCHED, PYTHON].map((globPattern) => ({ globPattern })),
    });
  }
  if (client.registersConfiguration || client.registersFileWatchers) await connection.client.register(wanted);
}

/** How to ask the client for its settings; null where it cannot be asked. */
export function askerFor(connection: Connection, client: ClientFeatures): AskClient | null {
  if (!client.configurationRequests) return null;
  return (uris) => connection.workspace.getConfiguration(uris.map((scopeUri) => ({ scopeUri, section: SECTION })));
}
