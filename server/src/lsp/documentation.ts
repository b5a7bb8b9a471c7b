/** Where users can read more. The only place in the server that holds an address. */

const DOCS = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs";

/** The page of a rule. */
export function rulePageUrl(rule: string): string {
  return `${DOCS}/rules/${rule}.md`;
}
