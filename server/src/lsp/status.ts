/** `jitHints/status`: for which runtimes a document is checked, and why. Sent to clients that ask for it. */
import type { RuntimeId } from "../findings.js";
import type { DocumentSettings } from "./projectSettings.js";
import type { Session } from "./session.js";

/** The notification's method. A client asks for it with the capability `experimental.jitHints.status`. */
const STATUS_METHOD = "jitHints/status";

/** The notification's parameters. */
interface StatusParams {
  readonly uri: string;
  readonly runtimes: readonly RuntimeId[];
  /** One sentence. */
  readonly reason: string;
}

/** Tells a document's status when it is new. */
export class StatusNotifier {
  readonly #told = new Map<string, string>();

  constructor(private readonly session: Session) {}

  tell(uri: string, settings: DocumentSettings): void {
    if (!this.session.client.status) return;
    const reason = settings.excluded ? "The file is excluded by the settings." : settings.reason;
    const params: StatusParams = { uri, runtimes: settings.analysis.runtimes, reason };
    const text = JSON.stringify(params);
    if (this.#told.get(uri) === text) return;
    this.#told.set(uri, text);
    void this.session.connection.sendNotification(STATUS_METHOD, params);
  }

  /** The document was closed; it is told anew when it is opened again. */
  forget(uri: string): void {
    this.#told.delete(uri);
  }
}
