/** Applies `# jit: ignore` comments to findings, and tells which of them were of no use. */
import type { Finding } from "./findings.js";
import type { UnusedIgnore } from "./rules/unused-ignore.js";
import type { Ignore } from "./semantics/directives.js";
import type { Lines } from "./semantics/lines.js";

/** The findings that remain, and the ignore comments that matched none. */
export interface Suppressed {
  readonly kept: readonly Finding[];
  readonly unused: readonly UnusedIgnore[];
}

/**
 * @param isActive whether a rule was run; a comment that ignores a rule that was not run is not called unused
 * @param isKnown whether a rule of that name exists
 */
export function suppress(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  lines: Lines,
  isActive: (rule: string) => boolean,
  isKnown: (rule: string) => boolean,
): Suppressed {
  if (ignores.length === 0) return { kept: findings, unused: [] };
  const used = new Map<Ignore, Set<string>>(ignores.map((ignore) => [ignore, new Set()]));
  const kept = findings.filter((finding) => {
    const matching = ignores.filter((ignore) => matches(ignore, finding, lines));
    for (const ignore of matching) used.get(ignore)!.add(finding.rule);
    return matching.length === 0;
  });
  const unused: UnusedIgnore[] = [];
  for (const ignore of ignores) {
    const hits = used.get(ignore)!;
    if (ignore.rules.length === 0) {
      if (hits.size === 0) unused.push({ ignore, rules: [], unknown: [] });
      continue;
    }
    const unknown = ignore.rules.filter((rule) => !isKnown(rule.name));
    const idle = ignore.rules.filter((rule) => !hits.has(rule.name) && isKnown(rule.name) && isActive(rule.name));
    if (unknown.length > 0) unused.push({ ignore, rules: unknown, unknown: unknown.map((rule) => rule.name) });
    if (idle.length > 0) unused.push({ ignore, rules: idle, unknown: [] });
  }
  return { kept, unused };
}

/** The comment stands on the first or the last line of the finding, or at file level. */
function matches(ignore: Ignore, finding: Finding, lines: Lines): boolean {
  if (!ignore.all && !ignore.rules.some((rule) => rule.name === finding.rule)) return false;
  if (ignore.kind === "file") return true;
  return (
    ignore.line === lines.lineAt(finding.span.start) ||
    ignore.line === lines.lineAt(Math.max(finding.span.start, finding.span.end - 1))
  );
}
