/** What the server needs from the machine that it runs on. Everything else under `lsp/` is the same in every place. */
import type { Engine } from "../engine.js";
import type { Project } from "../workspace/project.js";
import type { ProjectSettings } from "./projectSettings.js";
import type { SessionStart, StartedSession } from "./startSession.js";

/** The process or worker: all that is needed to answer `initialize`. */
export interface ServerProcess {
  readonly version: string;
  /** The client's process: when it dies, so does the server. */
  watchParent(processId: number): void;
  exit(code: number): void;
  /** Loads the rest of the server, most of its code, and starts a session. */
  startSession(start: SessionStart): Promise<StartedSession>;
}

/** What a session needs of the machine. */
export interface ServerHost {
  readonly project: Pick<ProjectSettings, keyof ProjectSettings>;
  /** Files that are not open; left out where there are none to read. */
  readonly files?: WorkspaceFiles;
  /** Loads the parser. May take a while and must not hold up the caller. */
  loadEngine(): Promise<Engine>;
  /** Runs an action after the messages that have already arrived have been read. */
  soon(action: () => void): void;
  /** The modules that open documents import; left out where there are no files to read. */
  readonly modules?: {
    /** Always the same one. */
    projectOf(engine: Engine): Project;
    /** Null for a file that cannot be read. */
    readText(path: string): string | null;
  };
  /** The URI of a file. */
  uriOf(path: string): string;
  /** The path of a file; null for what is not on a disk. */
  pathOf?(uri: string): string | null;
  /** The URI of a rule's page beside the server; null where it does not lie there. */
  localPage?(rule: string): string | null;
}

/** Changes when the contents of a file may have changed. */
export type FileStamp = string;

/** The Python files of some folders. */
export interface ListedFiles {
  /** Sorted. */
  readonly uris: readonly string[];
  /** Folders that are too wide to be searched: a home folder, a whole disk. */
  readonly refused: readonly string[];
  /** False where there are more files than are looked at. */
  readonly isComplete: boolean;
}

/** Python files of the workspace. */
export interface WorkspaceFiles {
  list(folders: readonly string[], isCancelled: () => boolean): Promise<ListedFiles>;
  /** Null for a file that is not there. */
  stamp(uri: string): Promise<FileStamp | null>;
  /** The text; null for a file that cannot be read or decoded, or has more bytes than are wanted. */
  read(uri: string, mostBytes?: number): Promise<string | null>;
}
