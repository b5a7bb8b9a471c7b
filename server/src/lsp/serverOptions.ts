/** What a client says about the server itself, once, in `initializationOptions`, beside the settings. */

/** How much goes into the client's log. */
export type LogLevel = "error" | "warn" | "info" | "debug";

/** From the least to the most. */
export const LOG_LEVELS: readonly LogLevel[] = ["error", "warn", "info", "debug"];

/** Where links to the pages of rules lead. */
export type Documentation = "online" | "offline";

const DOCUMENTATION: readonly Documentation[] = ["online", "offline"];

/** The options. */
export interface ServerOptions {
  /** Files that are not open are checked as well, for clients that ask for the diagnostics of the whole workspace. */
  readonly workspaceDiagnostics: boolean;
  /** `offline`: the pages that lie beside the server, where it has them. */
  readonly documentation: Documentation;
  readonly logLevel: LogLevel;
}

const DEFAULTS: ServerOptions = { workspaceDiagnostics: false, documentation: "online", logLevel: "info" };

/** The keys in `initializationOptions` that are not settings. */
export const SERVER_OPTIONS: readonly string[] = Object.keys(DEFAULTS);

/** Reads the options; what is not valid is named and left out. */
export function readServerOptions(raw: unknown): {
  readonly options: ServerOptions;
  readonly problems: readonly string[];
} {
  const { workspaceDiagnostics, documentation, logLevel } = (raw ?? {}) as Record<string, unknown>;
  const toggles = readToggles({ workspaceDiagnostics });
  const problems = [...toggles.problems];
  const choice = <T extends string>(name: string, value: unknown, allowed: readonly T[]): T | undefined => {
    if (value === undefined || value === null) return undefined;
    const known = allowed.find((one) => one === value);
    if (known === undefined) problems.push(`${name}: must be one of ${allowed.map((one) => `"${one}"`).join(", ")}`);
    return known;
  };
  return {
    options: {
      workspaceDiagnostics: toggles.values.workspaceDiagnostics ?? DEFAULTS.workspaceDiagnostics,
      documentation: choice("documentation", documentation, DOCUMENTATION) ?? DEFAULTS.documentation,
      logLevel: choice("logLevel", logLevel, LOG_LEVELS) ?? DEFAULTS.logLevel,
    },
    problems,
  };
}

/** Reads switches of the form `{ "enable": true }`. */
export function readToggles<Name extends string>(
  raw: Readonly<Record<Name, unknown>>,
): { readonly values: Partial<Record<Name, boolean>>; readonly problems: readonly string[] } {
  const values: Partial<Record<Name, boolean>> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(raw) as [Name, unknown][]) {
    if (value === undefined || value === null) continue;
    const { enable } = value as { readonly enable?: unknown };
    if (typeof enable === "boolean") values[name] = enable;
    else problems.push(`${name}: must be an object with "enable", which is true or false`);
  }
  return { values, problems };
}
