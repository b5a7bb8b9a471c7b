/** What the handlers of one session share: the client's features, the open documents, their settings, the engine. */
import type { Connection } from "vscode-languageserver";
import type { Engine } from "../engine.js";
import type { Finding } from "../findings.js";
import type { Backlog } from "./backlog.js";
import type { ClientFeatures } from "./capabilities.js";
import type { EditorLayer, EditorSettings } from "./editorSettings.js";
import type { ServerHost } from "./host.js";
import type { OpenDocument } from "./openDocument.js";
import type { DocumentSettings } from "./projectSettings.js";
import { innermostFolder } from "./uris.js";

/** A document with what is needed to ask the engine about it. */
export interface Subject {
  readonly document: OpenDocument;
  readonly engine: Engine;
  readonly settings: DocumentSettings;
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
  /** By URI. Only Python documents. */
  readonly documents = new Map<string, OpenDocument>();
  /** URIs. */
  workspaceFolders: readonly string[];
  /** Is told when other settings hold for a document than before. */
  onSettings: (document: OpenDocument, settings: DocumentSettings) => void = () => {};
  readonly #resolved = new Map<OpenDocument, Resolved>();
  #projectEpoch = 0;
  #engine: Promise<Engine> | null = null;

  constructor(
    readonly connection: Connection,
    readonly host: ServerHost,
    readonly client: ClientFeatures,
    readonly backlog: Backlog,
    readonly editorSettings: EditorSettings,
    workspaceFolders: readonly string[],
  ) {
    this.workspaceFolders = workspaceFolders;
  }

  /** The engine; loading starts with the first question. */
  engine(): Promise<Engine> {
    this.#engine ??= this.host.loadEngine();
    return this.#engine;
  }

  /** The settings of a document. The same object until something that they depend on changes. */
  async settingsOf(document: OpenDocument): Promise<DocumentSettings> {
    const layers = await this.editorSettings.layersFor(document.uri);
    const { firstLine } = document;
    const projectEpoch = this.#projectEpoch;
    const known = this.#resolved.get(document);
    if (
      known?.firstLine === firstLine &&
      known.projectEpoch === projectEpoch &&
      known.layers.every((layer, index) => layer === layers[index])
    ) {
      return known.settings;
    }
    const fresh = this.host.project.resolve({
      uri: document.uri,
      firstLine,
      editor: layers,
      workspaceFolder: innermostFolder(document.uri, this.workspaceFolders),
    });
    const isSame = known !== undefined && JSON.stringify(known.settings) === JSON.stringify(fresh);
    const settings = isSame ? known.settings : fresh;
    if (document.isClosed) return settings;
    this.#resolved.set(document, { firstLine, layers, projectEpoch, settings });
    if (!isSame) this.onSettings(document, settings);
    return settings;
  }

  /** An open document with its settings and the engine; null where there is nothing to ask about. */
  async subject(uri: string): Promise<Subject | null> {
    const document = this.documents.get(uri);
    if (document === undefined) return null;
    const settings = await this.settingsOf(document);
    if (settings.excluded) return null;
    const engine = await this.engine();
    return document.isClosed ? null : { document, engine, settings };
  }

  /** The findings to show for a document: none where it is not checked. */
  async shownFindings(document: OpenDocument): Promise<readonly Finding[]> {
    const subject = await this.subject(document.uri);
    if (subject === null || subject.document !== document) return [];
    const start = performance.now();
    const findings = document.shownFindings(subject.engine, subject.settings.analysis);
    const ms = (performance.now() - start).toFixed(1);
    this.connection.tracer.log(
      `Checked ${document.uri}`,
      `Version ${document.version}, ${findings.length} shown, ${ms} ms`,
    );
    return findings;
  }

  /** Settings files or the workspace's folders have changed: every document's settings are worked out again. */
  forgetProject(): void {
    this.host.project.clear();
    this.#projectEpoch++;
  }

  /** A document was closed. */
  forget(document: OpenDocument): void {
    this.#resolved.delete(document);
    this.editorSettings.forget(document.uri);
  }
}
