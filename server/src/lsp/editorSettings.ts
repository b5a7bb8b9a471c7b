/**
 * What the editor says about settings: once in `initializationOptions`, then per document through `workspace/configuration`
 * or, from clients without it, in `workspace/didChangeConfiguration`.
 */
import { RULE_METAS } from "../rules/registry.js";
import { describeProblem, readSettings, type Settings } from "../settings.js";
import { readToggles, SERVER_OPTIONS } from "./serverOptions.js";

/** The section of the settings in an editor. */
export const SECTION = "jitHints";

/** The interpreter that is selected in the editor. */
export interface SelectedInterpreter {
  readonly path?: string;
  readonly version?: string;
  readonly implementation?: string;
}

/** What is shown beside diagnostics. Both are off unless the editor says otherwise. */
export interface Presentation {
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
}

/** What one source in the editor says. */
export interface EditorLayer {
  readonly settings: Partial<Settings>;
  readonly interpreter: SelectedInterpreter | null;
  readonly presentation: Partial<Presentation>;
  /** What is wrong with it, in words. */
  readonly problems: readonly string[];
}

const NOTHING: EditorLayer = { settings: {}, interpreter: null, presentation: {}, problems: [] };

/**
 * Reads the bare settings object. `trace` belongs to the client, `interpreter`, `inlayHints` and `codeLens` to the editor, and some keys
 * are for the start of the server; none of them is a project's setting.
 */
function readEditorLayer(raw: unknown): EditorLayer {
  if (raw === null || raw === undefined) return NOTHING;
  if (typeof raw !== "object" || Array.isArray(raw)) {
    return { ...NOTHING, problems: [`must be an object of settings, not ${JSON.stringify(raw)}`] };
  }
  const { trace: _trace, interpreter, inlayHints, codeLens, ...others } = raw as Record<string, unknown>;
  const rest = Object.fromEntries(Object.entries(others).filter(([key]) => !SERVER_OPTIONS.includes(key)));
  const { settings, problems } = readSettings(rest, RULE_METAS);
  const toggles = readToggles({ inlayHints, codeLens });
  return {
    settings,
    interpreter: readInterpreter(interpreter),
    presentation: toggles.values,
    problems: [...problems.map(describeProblem), ...toggles.problems],
  };
}

function readInterpreter(raw: unknown): SelectedInterpreter | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { path, version, implementation } = raw as Record<string, unknown>;
  return {
    ...(typeof path === "string" ? { path } : {}),
    ...(typeof version === "string" ? { version } : {}),
    ...(typeof implementation === "string" ? { implementation } : {}),
  };
}

/** Asks the client for the values of the section, one for each URI. */
export type AskClient = (uris: readonly string[]) => Promise<readonly unknown[]>;

/** The editor's settings for each document. */
export class EditorSettings {
  readonly #initial: EditorLayer;
  #pushed: EditorLayer = NOTHING;
  #asked = new Map<string, Promise<EditorLayer>>();

  /**
   * @param initializationOptions the bare settings object
   * @param ask null where the client cannot be asked
   * @param complain is told about values that are not valid
   */
  constructor(
    initializationOptions: unknown,
    private readonly ask: AskClient | null,
    private readonly complain: (problems: readonly string[]) => void,
  ) {
    this.#initial = this.#read(initializationOptions);
  }

  /** The layers for a document, weakest first. */
  async layersFor(uri: string): Promise<readonly EditorLayer[]> {
    if (this.ask === null) return [this.#initial, this.#pushed];
    let answer = this.#asked.get(uri) ?? this.#askFor(uri);
    for (;;) {
      const layer = await answer;
      const last: Promise<EditorLayer> = this.#asked.get(uri) ?? answer;
      if (last === answer) return [this.#initial, layer];
      // The settings have changed since the client was asked.
      answer = last;
    }
  }

  /** The settings have changed. `pushed` is what the notification carries, for clients that cannot be asked. */
  changed(pushed: unknown, openUris: readonly string[]): void {
    if (this.ask === null) {
      const section = (pushed as Record<string, unknown> | null | undefined)?.[SECTION];
      if (section !== undefined) this.#pushed = this.#read(section);
      return;
    }
    const answers = openUris.length === 0 ? Promise.resolve([]) : this.#fetch(openUris);
    this.#asked = new Map(openUris.map((uri, index) => [uri, answers.then((layers) => layers[index]!)]));
  }

  /** A closed document is asked about again when it is opened. */
  forget(uri: string): void {
    this.#asked.delete(uri);
  }

  #askFor(uri: string): Promise<EditorLayer> {
    const answer = this.#fetch([uri]).then((layers) => layers[0]!);
    this.#asked.set(uri, answer);
    return answer;
  }

  async #fetch(uris: readonly string[]): Promise<readonly EditorLayer[]> {
    try {
      const answers = await this.ask!(uris);
      return uris.map((_, index) => this.#read(answers[index]));
    } catch (error) {
      this.complain([`the editor did not answer: ${(error as Error).message}`]);
      return uris.map(() => NOTHING);
    }
  }

  #read(raw: unknown): EditorLayer {
    const layer = readEditorLayer(raw);
    if (layer.problems.length > 0) this.complain(layer.problems);
    return layer;
  }
}
