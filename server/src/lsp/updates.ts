/** What has to be told to the client, and when: after an edit, after other settings, after a document was opened or closed. */
import { CodeLensRefreshRequest, DiagnosticRefreshRequest, InlayHintRefreshRequest } from "vscode-languageserver";
import { FileDocument } from "./fileDocument.js";
import type { Notebook } from "./notebook.js";
import type { DocumentOwner, OpenDocument } from "./openDocument.js";
import { Publisher } from "./publishDiagnostics.js";
import { describeError } from "./requests.js";
import type { Session } from "./session.js";
import { SettingsFileProblems } from "./settingsFileProblems.js";
import { StatusNotifier } from "./status.js";

/** Brings the client up to date. */
export class Updates {
  readonly #publisher: Publisher;
  readonly #status: StatusNotifier;
  readonly #fileProblems: SettingsFileProblems;
  #refreshing = false;
  readonly #telling = new Set<FileDocument>();
  readonly #compared = new Set<Notebook | OpenDocument>();

  /** Is told when files of the workspace may be others than before, or have other contents. */
  onFiles: () => void = () => {};

  /** Is told when a document was opened. */
  onOpened: () => void = () => {};

  constructor(private readonly session: Session) {
    this.#publisher = new Publisher(session);
    this.#status = new StatusNotifier(session);
    this.#fileProblems = new SettingsFileProblems(session);
    session.onSettings = (owner, settings) => {
      for (const document of session.documents.values()) {
        if (document.owner === owner) this.#status.tell(document.uri, settings);
      }
      this.#fileProblems.publish();
    };
  }

  /** A document was opened. */
  opened(document: OpenDocument): void {
    this.edited(document);
    this.onOpened();
    this.#inBackground(async () => {
      const settings = await this.session.settingsOf(document);
      if (!document.isClosed) this.#status.tell(document.uri, settings);
    });
  }

  /** A document was edited. Clients that pull ask by themselves. */
  edited(document: OpenDocument): void {
    if (!this.session.client.pullsDiagnostics) this.#publisher.schedule(document);
    this.#tellOthers(document);
    this.session.changed();
  }

  /** Python files have changed on the disk; with null, files have come or gone. */
  filesChanged(uris: readonly string[] | null): void {
    this.onFiles();
    this.checkAgain(this.session.otherModules?.filesChanged(uris) ?? []);
    this.session.changed();
  }

  /** Cells were edited, added, moved or taken away, which can change what is found in the cells around them. */
  notebookEdited(notebook: Notebook): void {
    if (this.session.client.pullsDiagnostics) this.#compareAnswers(notebook, () => notebook.cells);
    else for (const cell of notebook.cells) this.#publisher.schedule(cell);
    this.session.changed();
  }

  /** A document was closed. */
  closed(document: OpenDocument): void {
    this.#status.forget(document.uri);
    this.session.answered.delete(document.uri);
    if (!this.session.client.pullsDiagnostics) this.#publisher.clear(document.uri);
    this.#tellOthers(document);
    this.session.changed();
  }

  /** Settings have changed: every open document is checked again. */
  settingsChanged(): void {
    const documents = [...this.session.documents.values()];
    if (!this.session.client.pullsDiagnostics) for (const document of documents) this.#publisher.schedule(document);
    this.#refresh();
    this.session.changed();
    this.#inBackground(async () => {
      for (const document of documents) await this.session.settingsOf(document);
      // A settings file may have become right, or wrong, without another setting for any document.
      this.#fileProblems.publish();
    });
  }

  /** Settings files or signs of a runtime were changed, created or deleted. */
  projectChanged(): void {
    this.onFiles();
    this.session.forgetProject();
    this.settingsChanged();
  }

  /** Looks at the settings files again and checks the open documents again if their settings differ. */
  projectMayHaveChanged(): void {
    this.onFiles();
    const documents = [...this.session.documents.values()];
    this.#inBackground(async () => {
      const before = await Promise.all(documents.map((document) => this.session.settingsOf(document)));
      this.session.forgetProject();
      const after = await Promise.all(documents.map((document) => this.session.settingsOf(document)));
      if (after.some((settings, index) => settings !== before[index])) this.settingsChanged();
      else this.#fileProblems.publish();
    });
    this.session.changed();
  }

  /** A settings file was edited in the editor. It counts when it is saved; what is wrong in it is shown at once. */
  settingsFileEdited(): void {
    this.#fileProblems.publish();
  }

  /** What other modules say may depend on this one. A text that is broken says nothing: it is being typed. */
  #tellOthers(document: OpenDocument): void {
    const { owner } = document;
    if (!(owner instanceof FileDocument) || this.#telling.has(owner)) return;
    this.#telling.add(owner);
    this.session.host.soon(() => {
      this.#telling.delete(owner);
      this.#inBackground(async () => {
        // A document that is asked about for the first time learns where it stands by this.
        await this.session.subject(document.uri);
        if (!this.session.isOutdated(document)) this.checkAgain(this.session.otherModules?.changed(owner) ?? []);
      });
    });
  }

  /** What is found in these modules may be something else although nobody has edited them. */
  checkAgain(modules: readonly DocumentOwner[]): void {
    for (const module of modules) {
      const document = this.session.documents.get(module.uri);
      if (document === undefined) continue;
      if (this.session.client.pullsDiagnostics) this.#compareAnswers(document, () => [document]);
      else this.#publisher.scheduleIfOther(document);
    }
  }

  /** The client has asked for these diagnostics before; it must ask again where the answer would be another one. */
  #compareAnswers(owner: Notebook | OpenDocument, documentsOf: () => readonly OpenDocument[]): void {
    if (this.#compared.has(owner)) return;
    this.#compared.add(owner);
    this.session.host.soon(() => {
      this.#compared.delete(owner);
      this.#inBackground(async () => {
        for (const document of documentsOf()) {
          if (owner.isClosed || this.session.isOutdated(document)) return;
          const known = this.session.answered.get(document.uri);
          if (known === undefined || (await this.session.report(document)).resultId === known) continue;
          this.#refresh();
          return;
        }
      });
    });
  }

  /** Asks the client to ask again; several changes at once make one request of each kind. */
  #refresh(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    this.session.host.soon(() => {
      this.#refreshing = false;
      const { client, connection } = this.session;
      if (client.pullsDiagnostics) this.#inBackground(() => connection.sendRequest(DiagnosticRefreshRequest.type));
      if (client.refreshesInlayHints) this.#inBackground(() => connection.sendRequest(InlayHintRefreshRequest.type));
      if (client.refreshesCodeLenses) this.#inBackground(() => connection.sendRequest(CodeLensRefreshRequest.type));
    });
  }

  #inBackground(action: () => Promise<unknown>): void {
    action().catch((error: unknown) => this.session.connection.console.warn(describeError(error)));
  }
}
