/** What the server needs from the machine that it runs on. Everything else under `lsp/` is the same in every place. */
import type { Engine } from "../engine.js";
import type { ProjectSettings } from "./projectSettings.js";

/** The machine. */
export interface ServerHost {
  readonly version: string;
  readonly project: Pick<ProjectSettings, keyof ProjectSettings>;
  /** Loads the parser. May take a while and must not hold up the caller. */
  loadEngine(): Promise<Engine>;
  /** Runs an action after the messages that have already arrived have been read. */
  soon(action: () => void): void;
  /** The URI of a file. */
  uriOf(path: string): string;
  /** The client's process: when it dies, so does the server. */
  watchParent(processId: number): void;
  exit(code: number): void;
}
