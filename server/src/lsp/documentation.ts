/** Where users can read more. The only place in the server that holds an address. */
import type { ServerHost } from "./host.js";
import type { ServerOptions } from "./serverOptions.js";

const DOCS = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs";

/** The page of a rule on the web. */
export function rulePageUrl(rule: string): string {
  return `${DOCS}/rules/${rule}.md`;
}

/** The page of a rule where the client wants it: on the web, or the file beside the server where there is one. */
export function pageOf(
  rule: string,
  { host, options }: { readonly host: Pick<ServerHost, "localPage">; readonly options: ServerOptions },
): string {
  return (options.documentation === "offline" ? host.localPage?.(rule) : null) ?? rulePageUrl(rule);
}

/** Every rule on one page. */
export const RULES_PAGE = `${DOCS}/rules`;
