/** The kinds of code action that the server gives. */
import { CodeActionKind } from "vscode-languageserver";

/** Rewrites that a user may want although no finding asks for them. */
export const REFACTOR_REWRITE = "refactor.rewrite.jitHints";

/** Every safe fix of the document at once. */
export const SOURCE_FIX_ALL = "source.fixAll.jitHints";

/** Every kind. */
export const CODE_ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, REFACTOR_REWRITE, SOURCE_FIX_ALL];

/** True when a client that asks for `only` these kinds wants this one. A kind stands for all that continue it after a dot. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return true;
  return only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}
