/** The names of the commands of `workspace/executeCommand`. Editors may register them, so they are the server's own. */
import { CodeActionKind, type CodeActionKindDocumentation, type Command } from "vscode-languageserver";

/** Applies the safe fixes of a file. Argument: the URI, and optionally a rule. */
export const FIX_FILE = "jitHints.fixFile";

/** Applies the safe fixes of a rule in every file of the workspace. Argument: the rule. */
export const FIX_RULE_IN_WORKSPACE = "jitHints.fixRuleInWorkspace";

/** Opens the page of a rule. Argument: the rule; without one the list of rules. */
export const OPEN_RULE_PAGE = "jitHints.openRulePage";

/** Every command. */
export const COMMANDS: readonly string[] = [FIX_FILE, FIX_RULE_IN_WORKSPACE, OPEN_RULE_PAGE];

/** The command that opens the page of a rule. */
export function openRulePage(rule: string): Command {
  return { title: `Open the page of ${rule}`, command: OPEN_RULE_PAGE, arguments: [rule] };
}

/** What a client may show below its list of actions. */
export const ACTION_DOCUMENTATION: CodeActionKindDocumentation[] = [
  { kind: CodeActionKind.QuickFix, command: { title: "About the rules", command: OPEN_RULE_PAGE } },
];
