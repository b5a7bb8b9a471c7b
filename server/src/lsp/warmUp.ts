/** The first files are answered as fast as later ones: the code that they need has been compiled before they come. */
import { MessageType, ShowMessageNotification } from "vscode-languageserver";
import { DEFAULT_RUNTIMES, DEFAULT_SETTINGS } from "../settings.js";
import { describeError } from "./requests.js";
import type { Session } from "./session.js";

const ROUNDS = 4;

const TEXT = `import json

class Reader:
    def __init__(self, rows):
        self.rows = rows

    def read(self, default=None):
        total = 0
        for row in self.rows:
            if row.value is None:
                row.value = default
            total += len(json.dumps(row.value))
        return total
`;

/** Loads the engine and runs it over a small text, one round at a time so that messages come first. */
export function warmUp(session: Session): void {
  run(session).catch((error: unknown) => {
    session.connection.console.error(`The parser could not be loaded: ${describeError(error)}`);
    void session.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Error,
      message: "Python JIT Hints could not load its parser. The log says why.",
    });
  });
}

async function run(session: Session): Promise<void> {
  const engine = await session.engine();
  const settings = {
    runtimes: DEFAULT_RUNTIMES,
    rules: DEFAULT_SETTINGS.rules,
    minimumConfidence: DEFAULT_SETTINGS.minimumConfidence,
  };
  const round = (left: number): void => {
    // The user's own files warm it up as well.
    if (left === 0 || session.documents.size > 0) return;
    const module = engine.open(TEXT);
    module.analyse(settings);
    module.dispose();
    session.host.soon(() => round(left - 1));
  };
  round(ROUNDS);
}
