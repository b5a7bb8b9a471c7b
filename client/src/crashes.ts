/** What happens when the server dies: it is started again, within reason, and the user hears of it once. */
import * as vscode from "vscode";
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  type ErrorHandlerResult,
} from "vscode-languageclient";
import type { Logs } from "./logs.js";

/** So many crashes within the window end the attempts. */
const MOST_CRASHES = 5;
const WINDOW_MS = 3 * 60 * 1000;
/** So many write errors in a row mean that the connection is dead. */
const MOST_ERRORS = 3;

/** Error handler of the language client. */
export class CrashGuard implements ErrorHandler {
  private crashes: number[] = [];
  /** How often the server has died since the extension became active. */
  count = 0;
  private told = false;

  constructor(private readonly logs: Logs) {}

  error(error: Error, _message: unknown, count: number | undefined): ErrorHandlerResult {
    this.logs.client.error("Connection to the server", error);
    return { action: (count ?? 0) <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.count++;
    this.crashes = [...this.crashes.filter((time) => now - time < WINDOW_MS), now];
    const restart = this.crashes.length < MOST_CRASHES;
    const message = restart
      ? vscode.l10n.t("The server of Python JIT Hints stopped unexpectedly and was started again.")
      : vscode.l10n.t(
          "The server of Python JIT Hints stopped {0} times in three minutes and stays off. Restart it with “JIT Hints: Restart server”.",
          MOST_CRASHES,
        );
    this.logs.client.error(message);
    void this.tellOnce(message);
    return { action: restart ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
  }

  /** The user restarts the server: earlier crashes no longer count. */
  forgive(): void {
    this.crashes = [];
  }

  private async tellOnce(message: string): Promise<void> {
    if (this.told) return;
    this.told = true;
    const showLog = vscode.l10n.t("Show log");
    if ((await vscode.window.showWarningMessage(message, showLog)) === showLog) this.logs.server.show();
  }
}
