/** What the handlers of one session share: the client's features, the open documents, their settings, the engine. */
import type { Connection, Diagnostic } from "vscode-languageserver";
import type { Engine } from "../engine.js";
import type { Finding } from "../findings.js";
import type { Backlog } from "./backlog.js";
import type { ClientFeatures } from "./capabilities.js";
import { diagnosticOf } from "./diagnostics.js";
import type { EditorLayer, EditorSettings, Presentation } from "./editorSettings.js";
import { FileDocument } from "./fileDocument.js";
import type { ServerHost } from "./host.js";
import type { Notebook } from "./notebook.js";
import type { DocumentOwner, OpenDocument } from "./openDocument.js";
import { OtherModules } from "./otherModules.js";
import type { DocumentSettings } from "./projectSettings.js";
import { resultIdOf } from "./resultIds.js";
import type { ServerOptions } from "./serverOptions.js";
import type { SettingsFile } from "./settingsFile.js";
import { innermostFolder } from "./uris.js";

/** A document with what is needed to ask the engine about it. */
export interface Subject {
  readonly document: OpenDocument;
  readonly engine: Engine;
  readonly settings: DocumentSettings;
}

/** Diagnostics with a name for all of them together. */
export interface Report {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** Settings with all that they were worked out from. */
interface Resolved {
  readonly firstLine: string;
  readonly layers: readonly EditorLayer[];
  readonly projectEpoch: number;
  readonly settings: DocumentSettings;
}

/** One session with a client. */
export class Session {
  /** By URI: Python files and the Python cells of notebooks. */
  readonly documents = new Map<string, OpenDocument>();
  /** By URI. */
  readonly notebooks = new Map<string, Notebook>();
  /** By URI: the settings files that the editor has open. */
  readonly settingsFiles = new Map<string, SettingsFile>();
  /** URIs. */
  workspaceFolders: readonly string[];
  /** By the URI of a document, the name of the report that the client was given last. */
  readonly answered = new Map<string, string>();
  /** Is told when other settings hold for a module than before. */
  onSettings: (owner: DocumentOwner, settings: DocumentSettings) => void = () => {};
  /** Is told when a report about any file may be another one than before. */
  changed: () => void = () => {};
  /** Is told when the client ends the session. */
  onEnd: () => void = () => {};
  hasEnded = false;
  /** Null until the engine is there. */
  otherModules: OtherModules | null = null;
  readonly #resolved = new Map<DocumentOwner, Resolved>();
  #projectEpoch = 0;
  #engine: Promise<Engine> | null = null;

  constructor(
    readonly connection: Connection,
    readonly host: ServerHost,
    readonly client: ClientFeatures,
    readonly backlog: Backlog,
    readonly editorSettings: EditorSettings,
    readonly options: ServerOptions,
    workspaceFolders: readonly string[],
  ) {
    this.workspaceFolders = workspaceFolders;
  }

  /** The engine; loading starts with the first question. */
  engine(): Promise<Engine> {
    this.#engine ??= this.host.loadEngine().then((engine) => {
      this.otherModules = new OtherModules(this.host, engine, this.documents, this.client.encoding);
      return engine;
    });
    return this.#engine;
  }

  /** The settings of a document. The same object until something that they depend on changes. */
  async settingsOf({ owner }: Pick<OpenDocument, "owner">): Promise<DocumentSettings> {
    const layers = await this.editorSettings.layersFor(owner.uri);
    const { firstLine } = owner;
    const projectEpoch = this.#projectEpoch;
    const known = this.#resolved.get(owner);
    if (
      known?.firstLine === firstLine &&
      known.projectEpoch === projectEpoch &&
      known.layers.every((layer, index) => layer === layers[index])
    ) {
      return known.settings;
    }
    const fresh = this.host.project.resolve({
      uri: owner.uri,
      firstLine,
      editor: layers,
      workspaceFolder: innermostFolder(owner.uri, this.workspaceFolders),
    });
    const isSame = known !== undefined && JSON.stringify(known.settings) === JSON.stringify(fresh);
    const settings = isSame ? known.settings : fresh;
    if (owner.isClosed) return settings;
    this.#resolved.set(owner, { firstLine, layers, projectEpoch, settings });
    if (!isSame) this.onSettings(owner, settings);
    return settings;
  }

  /** What the editor wants to see beside diagnostics in a document. */
  async presentationOf({ owner }: OpenDocument): Promise<Presentation> {
    const layers = await this.editorSettings.layersFor(owner.uri);
    return Object.assign({ inlayHints: false, codeLens: false }, ...layers.map((layer) => layer.presentation));
  }

  /** A change of the document's module has been received and waits to be handled: an answer now would be for an outdated text. */
  isOutdated(document: OpenDocument): boolean {
    return this.backlog.hasChange(document.owner.uri);
  }

  /** An open document with its settings and the engine; null where there is nothing to ask about. */
  async subject(uri: string): Promise<Subject | null> {
    const document = this.documents.get(uri);
    if (document === undefined) return null;
    const settings = await this.settingsOf(document);
    if (settings.excluded) return null;
    const engine = await this.engine();
    if (document.isClosed) return null;
    this.#place(document, settings, true);
    return { document, engine, settings };
  }

  /** The findings to show for a document: none where it is not checked. */
  async shownFindings(document: OpenDocument): Promise<readonly Finding[]> {
    const subject = await this.subject(document.uri);
    if (subject === null || subject.document !== document) return [];
    const start = Date.now();
    const findings = document.shownFindings(subject.engine, subject.settings.analysis);
    const ms = Date.now() - start;
    this.connection.tracer.log(
      `Checked ${document.uri}`,
      `Version ${document.version}, ${findings.length} shown, ${ms} ms`,
    );
    return findings;
  }

  /** The settings of a file that is not open. The editor is asked once for each folder of the workspace. */
  async settingsOfFile(uri: string, firstLine: string): Promise<DocumentSettings> {
    const workspaceFolder = innermostFolder(uri, this.workspaceFolders);
    const editor = await this.editorSettings.layersFor(workspaceFolder ?? uri);
    return this.host.project.resolve({ uri, firstLine, editor, workspaceFolder });
  }

  /** Files beyond the open ones can be searched. */
  get canSearchWorkspace(): boolean {
    return this.host.files !== undefined && this.workspaceFolders.length > 0;
  }

  /** What is shown for an open document, as diagnostics, with a name for it. */
  async report(document: OpenDocument): Promise<Report> {
    return this.#named(await this.shownFindings(document), document);
  }

  /** What is found in a file that is not open. */
  async reportOf(document: OpenDocument, settings: DocumentSettings): Promise<Report> {
    const engine = await this.engine();
    this.#place(document, settings, false);
    return this.#named(settings.excluded ? [] : document.findings(engine, settings.analysis), document);
  }

  /** Tells a file where it stands in its project. */
  #place({ owner }: OpenDocument, { imports }: DocumentSettings, isOpen: boolean): void {
    if (imports !== null && owner instanceof FileDocument) this.otherModules?.place(owner, imports, isOpen);
  }

  #named(findings: readonly Finding[], document: OpenDocument): Report {
    const items = findings.map((finding) => diagnosticOf(finding, document, this));
    return { items, resultId: resultIdOf(items) };
  }

  /** Settings files or the workspace's folders have changed: every document's settings are worked out again. */
  forgetProject(): void {
    this.host.project.clear();
    this.#projectEpoch++;
  }

  /** The client ends the session: whatever is under way has no purpose any more. */
  end(): void {
    this.hasEnded = true;
    this.onEnd();
  }

  /** A file or a notebook was closed. */
  forget(owner: DocumentOwner): void {
    this.#resolved.delete(owner);
    this.editorSettings.forget(owner.uri);
  }
}
