/** Checks the files of the workspace one by one, so that messages come in between, and remembers what it found in files that stay. */
import type { CancellationToken } from "vscode-languageserver";
import { FileDocument } from "./fileDocument.js";
import type { OpenDocument } from "./openDocument.js";
import type { DocumentSettings } from "./projectSettings.js";
import type { Report, Session } from "./session.js";

interface Known {
  readonly stamp: string;
  /** A shebang may stand there, on which settings depend. */
  readonly firstLine: string;
  readonly settings: DocumentSettings;
  readonly report: Report;
  /** The URIs of the modules that it depends on, each with its state then. */
  readonly imports: ReadonlyMap<string, string>;
  /** Of the files that there were then. */
  readonly filesEpoch: number;
}

/** Takes the report of a file. The version is null for one that is not open. */
export type TakeReport = (uri: string, version: number | null, report: Report) => void;

/** The checker of one session. */
export class WorkspaceChecker {
  /** By URI, for files that are not open. */
  #known = new Map<string, Known>();
  #hasComplained = false;

  constructor(private readonly session: Session) {}

  /**
   * Reports the open documents and then every other file of the workspace's folders.
   *
   * @param advance is told how many of how many files are done, where there is anything to check
   * @returns false when it was cancelled, or when there are more files than are looked at
   */
  async check(
    token: CancellationToken,
    advance: (done: number, total: number) => void,
    take: TakeReport,
  ): Promise<boolean> {
    const { session } = this;
    const isOver = () => token.isCancellationRequested || session.hasEnded;
    for (const document of [...session.documents.values()]) {
      if (isOver()) return false;
      if (!document.isClosed) take(document.uri, document.version, await session.report(document));
    }
    const listed = await session.host.files?.list(session.workspaceFolders, isOver);
    if (listed === undefined) return true;
    this.#complainAbout(listed.refused, listed.isComplete || isOver());
    const known = new Map<string, Known>();
    for (const [index, uri] of listed.uris.entries()) {
      if (isOver()) return false;
      if (session.documents.has(uri)) continue;
      const before = this.#known.get(uri);
      const found = await this.#look(uri, before);
      if (found === null) continue;
      known.set(uri, found);
      // A document that was opened meanwhile speaks for itself.
      if (!session.documents.has(uri)) take(uri, null, found.report);
      if (found !== before) {
        advance(index + 1, listed.uris.length);
        await new Promise<void>((resolve) => session.host.soon(resolve));
      }
    }
    this.#known = known;
    return listed.isComplete;
  }

  /** Every file of the workspace as a document, open or read for this, with the settings that hold for it. */
  async *documents(
    token: CancellationToken,
  ): AsyncGenerator<{ readonly document: OpenDocument; readonly settings: DocumentSettings; readonly share: number }> {
    const { session } = this;
    const isOver = () => token.isCancellationRequested || session.hasEnded;
    const listed = await session.host.files?.list(session.workspaceFolders, isOver);
    const uris = listed?.uris ?? [];
    this.#complainAbout(listed?.refused ?? [], listed?.isComplete !== false || isOver());
    for (const [index, uri] of uris.entries()) {
      if (isOver()) return;
      const open = session.documents.get(uri);
      const text = open === undefined ? await session.host.files?.read(uri) : null;
      const document = open ?? (typeof text === "string" ? this.#read(uri, text) : null);
      if (document === null) continue;
      const settings = await session.settingsOfFile(uri, document.owner.firstLine);
      try {
        if (!settings.excluded) yield { document, settings, share: (index + 1) / uris.length };
      } finally {
        if (document instanceof FileDocument && document !== open) document.close();
      }
      await new Promise<void>((resolve) => session.host.soon(resolve));
    }
  }

  async #look(uri: string, known: Known | undefined): Promise<Known | null> {
    const { session } = this;
    const stamp = await session.host.files?.stamp(uri);
    if (stamp === null || stamp === undefined) return null;
    const filesEpoch = session.otherModules?.filesEpoch ?? 0;
    if (known?.stamp === stamp && known.filesEpoch === filesEpoch && (await this.#areSame(known.imports))) {
      const settings = await session.settingsOfFile(uri, known.firstLine);
      if (JSON.stringify(settings) === JSON.stringify(known.settings)) return known;
    }
    const text = await session.host.files?.read(uri);
    if (text === null || text === undefined) return null;
    const document = this.#read(uri, text);
    try {
      const { firstLine } = document;
      const settings = await session.settingsOfFile(uri, firstLine);
      const report = await session.reportOf(document, settings);
      return { stamp, firstLine, settings, report, imports: await this.#statesOf(document), filesEpoch };
    } finally {
      document.close();
    }
  }

  async #statesOf(document: FileDocument): Promise<Map<string, string>> {
    const states = new Map<string, string>();
    for (const path of document.importedFiles()) {
      const uri = this.session.host.uriOf(path);
      states.set(uri, await this.#stateOf(uri));
    }
    return states;
  }

  async #areSame(states: ReadonlyMap<string, string>): Promise<boolean> {
    for (const [uri, state] of states) if ((await this.#stateOf(uri)) !== state) return false;
    return true;
  }

  /** Of an open text, or of a file. */
  async #stateOf(uri: string): Promise<string> {
    const open = this.session.documents.get(uri);
    if (open !== undefined) return `version ${open.edition}`;
    return (await this.session.host.files?.stamp(uri)) ?? "";
  }

  #read(uri: string, text: string): FileDocument {
    return new FileDocument({ uri, version: -1, text }, this.session.client.encoding);
  }

  #complainAbout(refused: readonly string[], isComplete: boolean): void {
    if (this.#hasComplained || (refused.length === 0 && isComplete)) return;
    this.#hasComplained = true;
    const { console } = this.session.connection;
    for (const uri of refused) console.info(`${uri} is too wide to be searched for Python files`);
    if (!isComplete) console.info("The workspace has too many Python files; the rest is checked when it is opened");
  }
}
