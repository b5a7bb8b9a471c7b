/** What has to be told to the client, and when: after an edit, after other settings, after a document was opened or closed. */
import type { OpenDocument } from "./openDocument.js";
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

  constructor(private readonly session: Session) {
    this.#publisher = new Publisher(session);
    this.#status = new StatusNotifier(session);
    this.#fileProblems = new SettingsFileProblems(session);
    session.onSettings = (document, settings) => {
      this.#status.tell(document.uri, settings);
      this.#fileProblems.publish();
    };
  }

  /** A document was opened. */
  opened(document: OpenDocument): void {
    this.edited(document);
    this.#inBackground(() => this.session.settingsOf(document));
  }

  /** A document was edited. Clients that pull ask by themselves. */
  edited(document: OpenDocument): void {
    if (!this.session.client.pullsDiagnostics) this.#publisher.schedule(document);
  }

  /** A document was closed. */
  closed(document: OpenDocument): void {
    this.#status.forget(document.uri);
    if (!this.session.client.pullsDiagnostics) this.#publisher.clear(document.uri);
  }

  /** Settings have changed: every open document is checked again. */
  settingsChanged(): void {
    const documents = [...this.session.documents.values()];
    if (this.session.client.pullsDiagnostics) this.#refresh();
    else for (const document of documents) this.#publisher.schedule(document);
    this.#inBackground(async () => {
      for (const document of documents) await this.session.settingsOf(document);
      // A settings file may have become right, or wrong, without another setting for any document.
      this.#fileProblems.publish();
    });
  }

  /** Settings files or signs of a runtime were changed, created or deleted. */
  projectChanged(): void {
    this.session.forgetProject();
    this.settingsChanged();
  }

  /** Looks at the settings files again and checks the open documents again if their settings differ. */
  projectMayHaveChanged(): void {
    const documents = [...this.session.documents.values()];
    this.#inBackground(async () => {
      const before = await Promise.all(documents.map((document) => this.session.settingsOf(document)));
      this.session.forgetProject();
      const after = await Promise.all(documents.map((document) => this.session.settingsOf(document)));
      if (after.some((settings, index) => settings !== before[index])) this.settingsChanged();
      else this.#fileProblems.publish();
    });
  }

  /** Asks the client to pull again; several changes at once make one request. */
  #refresh(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    this.session.host.soon(() => {
      this.#refreshing = false;
      this.#inBackground(() => this.session.connection.languages.diagnostics.refresh());
    });
  }

  #inBackground(action: () => Promise<unknown>): void {
    action().catch((error: unknown) => this.session.connection.console.warn(describeError(error)));
  }
}
