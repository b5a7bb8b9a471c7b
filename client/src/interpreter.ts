/**
 * The Python that is selected in the editor, from the extension "Python Environments" or else "Python", when one of them is there. Neither
 * is needed, and nothing is searched for: their answer only helps `jitHints.runtimes: "auto"`.
 */
import * as vscode from "vscode";

/** What the server takes as the setting `interpreter`. */
export interface Interpreter {
  readonly path?: string;
  readonly version?: string;
  readonly implementation?: string;
}

/** A way to ask for the selected interpreter. */
export interface InterpreterSource {
  /** Who answers, for people. */
  readonly name: string;
  of(resource: vscode.Uri | undefined): Promise<Interpreter | null>;
  readonly onDidChange: vscode.Event<unknown>;
}

/** The part of the API of ms-python.vscode-python-envs that is used here. */
interface EnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<
    | {
        readonly version?: string;
        readonly displayName?: string;
        /** The program, or the folder of the environment. */
        readonly environmentPath?: vscode.Uri;
        readonly execInfo?: { readonly run?: { readonly executable?: string } };
      }
    | undefined
  >;
  readonly onDidChangeEnvironment: vscode.Event<unknown>;
}

/** The part of the API of ms-python.python that is used here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly id: string; readonly path: string };
    resolveEnvironment(environment: { readonly id: string; readonly path: string }): Promise<
      | {
          readonly executable?: { readonly uri?: vscode.Uri };
          readonly version?: {
            readonly major?: number;
            readonly minor?: number;
            readonly micro?: number;
            readonly sysVersion?: string;
          };
        }
      | undefined
    >;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** The first source that is installed and answers; null without one. */
export async function findInterpreterSource(): Promise<InterpreterSource | null> {
  const environments = await apiOf(
    "ms-python.vscode-python-envs",
    (api: EnvironmentsApi) => typeof api.getEnvironment === "function",
  );
  if (environments !== null) return fromEnvironments(environments);
  const python = await apiOf(
    "ms-python.python",
    (api: PythonApi) => typeof api.environments?.getActiveEnvironmentPath === "function",
  );
  return python === null ? null : fromPython(python);
}

async function apiOf<Api>(id: string, isKnown: (api: Api) => boolean): Promise<Api | null> {
  try {
    const api = (await vscode.extensions.getExtension(id)?.activate()) as Api | undefined;
    return api !== undefined && api !== null && isKnown(api) ? api : null;
  } catch {
    // Another extension's failure is not ours.
    return null;
  }
}

function fromEnvironments(api: EnvironmentsApi): InterpreterSource {
  return {
    name: "Python Environments",
    onDidChange: api.onDidChangeEnvironment,
    async of(resource) {
      const environment = await api.getEnvironment(resource);
      if (environment === undefined) return null;
      const { version, displayName, environmentPath, execInfo } = environment;
      const path = execInfo?.run?.executable ?? environmentPath?.fsPath;
      return interpreterOf(path, version, `${displayName} ${version}`);
    },
  };
}

function fromPython({ environments }: PythonApi): InterpreterSource {
  return {
    name: "Python",
    onDidChange: environments.onDidChangeActiveEnvironmentPath,
    async of(resource) {
      const environment = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
      if (environment === undefined) return null;
      const { major, minor, micro, sysVersion = "" } = environment.version ?? {};
      const numbers = [major, minor, micro].filter((part) => part !== undefined && part >= 0);
      return interpreterOf(environment.executable?.uri?.fsPath, numbers.join("."), sysVersion);
    },
  };
}

/** What is not known is left out. Only PyPy gives itself away; that a Python is CPython follows from nothing. */
function interpreterOf(path: string | undefined, version: string | undefined, description: string): Interpreter {
  const pypy = /pypy(?:[ -]?v?(\d+(?:\.\d+)+))?/i.exec(description);
  return {
    ...(path ? { path } : {}),
    ...(version ? { version } : {}),
    ...(pypy ? { implementation: "pypy" } : {}),
  };
}

/** An interpreter in a few words, such as `PyPy 3.10.14 (/usr/bin/pypy3)`. */
export function interpreterInWords({ path, version, implementation }: Interpreter): string {
  const name = implementation === "pypy" ? "PyPy" : "Python";
  return [name, version, path === undefined ? undefined : `(${path})`].filter((part) => part !== undefined).join(" ");
}

/** Knows the selected interpreter of each folder and says when one changes. */
export class Interpreters implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[] = [this.changed];
  private source: InterpreterSource | null = null;
  private known = new Map<string, Interpreter | null>();

  /** Another interpreter is selected somewhere. */
  readonly onDidChange = this.changed.event;

  /** Who was asked; null when no extension tells. */
  get sourceName(): string | null {
    return this.source?.name ?? null;
  }

  /** Looks for an extension that knows. The editor does not wait for this. */
  async start(): Promise<void> {
    await this.look();
    // One of the two may be installed or switched on later.
    this.disposables.push(vscode.extensions.onDidChange(() => this.source ?? this.look()));
  }

  /** What is known now about a resource's interpreter. */
  of(resource: vscode.Uri | undefined): Interpreter | null {
    return this.known.get(keyOf(resource)) ?? null;
  }

  /** Asks about a resource; says so if the answer is another one than before. */
  async learn(resource: vscode.Uri | undefined): Promise<void> {
    if (this.source === null) return;
    const answer = await this.source.of(resource).catch(() => null);
    const key = keyOf(resource);
    const isNews = JSON.stringify(answer) !== JSON.stringify(this.known.get(key) ?? null);
    this.known.set(key, answer);
    if (isNews) this.changed.fire();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async look(): Promise<void> {
    this.source = await findInterpreterSource();
    if (this.source === null) return;
    this.disposables.push(this.source.onDidChange(() => this.learnAll()));
    await this.learnAll();
  }

  private async learnAll(): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    await Promise.all([undefined, ...folders].map((folder) => this.learn(folder)));
  }
}

/** An interpreter belongs to a workspace folder. */
function keyOf(resource: vscode.Uri | undefined): string {
  return resource === undefined ? "" : String(vscode.workspace.getWorkspaceFolder(resource)?.uri ?? "");
}
