/** `workspace/didChangeConfiguration`, `didChangeWatchedFiles` and `didChangeWorkspaceFolders`: settings from anywhere. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type DidChangeConfigurationParams,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type DidChangeWorkspaceFoldersParams,
} from "vscode-languageserver";
import type { ClientFeatures } from "./capabilities.js";
import { type AskClient, SECTION } from "./editorSettings.js";
import type { Session } from "./session.js";
import type { Updates } from "./updates.js";

/** Files that decide about settings or runtimes. */
const WATCHED = ["**/pyproject.toml", "**/jit-hints.toml", "**/.python-version"];

/** Reacts to changes of settings. */
export function registerConfiguration(session: Session, updates: Updates): void {
  const { connection } = session;

  connection.onDidChangeConfiguration((params: DidChangeConfigurationParams) => {
    session.editorSettings.changed(params.settings, [...session.documents.keys()]);
    updates.settingsChanged();
  });

  connection.onDidChangeWatchedFiles(() => updates.projectChanged());

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
  const wanted: Promise<unknown>[] = [];
  if (client.registersConfiguration) {
    wanted.push(connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }));
  }
  if (client.registersFileWatchers) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    wanted.push(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  }
  await Promise.all(wanted);
}

/** How to ask the client for its settings; null where it cannot be asked. */
export function askerFor(connection: Connection, client: ClientFeatures): AskClient | null {
  if (!client.configurationRequests) return null;
  return (uris) => connection.workspace.getConfiguration(uris.map((scopeUri) => ({ scopeUri, section: SECTION })));
}
