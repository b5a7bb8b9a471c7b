/** The kinds of code action that the server gives. */
import { CodeActionKind } from "vscode-languageserver";
import type { ClientFeatures } from "./capabilities.js";

/** Rewrites that a user may want although no finding asks for them. */
export const REFACTOR_REWRITE = "refactor.rewrite.jitHints";

/** Every safe fix of the file at once. */
export const SOURCE_FIX_ALL = "source.fixAll.jitHints";

/** Every safe fix of the notebook at once. Editors that fix on save would run the kind for files on each cell alone. */
export const NOTEBOOK_FIX_ALL = "notebook.source.fixAll.jitHints";

/** Every kind that a client may get. */
export function codeActionKindsFor(client: Pick<ClientFeatures, "notebooks">): string[] {
  return [CodeActionKind.QuickFix, REFACTOR_REWRITE, SOURCE_FIX_ALL, ...(client.notebooks ? [NOTEBOOK_FIX_ALL] : [])];
}

/** True when a client that asks for `only` these kinds wants this one. A kind stands for all that continue it after a dot. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return true;
  return only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}
