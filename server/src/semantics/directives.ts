/**
 * Comments that speak to this tool: `# jit: ignore[rule, …]` on a line, `# jit: ignore-file[rule, …]`, `# jit: hot` and `# jit: cold`
 * on a loop or def. Text after the closing bracket or the word is a reason for humans.
 */
import type { Span } from "../findings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Lines } from "./lines.js";
import type { TreeIndex } from "./treeIndex.js";

/** One rule named in an ignore comment. */
export interface IgnoredRule {
  readonly name: string;
  readonly span: Span;
}

/** An ignore comment. */
export interface Ignore {
  readonly kind: "line" | "file";
  /** The line that it speaks about; a comment on a line of its own speaks about the next line. */
  readonly line: number;
  /** The directive in the comment, from `jit:` to the closing bracket, with the `#` before it where it comes first. */
  readonly span: Span;
  readonly rules: readonly IgnoredRule[];
  /** It has no brackets and means every rule. Empty brackets mean none. */
  readonly all: boolean;
}

/** All directives of a module. */
export interface Directives {
  readonly ignores: readonly Ignore[];
  /** `hot` and `cold` by the line of the loop or def that they stand on. */
  readonly heat: ReadonlyMap<number, "hot" | "cold">;
}

/** A bracket that is not closed makes no directive: what it was to ignore cannot be told. */
const DIRECTIVE = /#[ \t]*jit:[ \t]*(ignore-file|ignore|hot|cold)\b[ \t]*(?:(\[[^\]\n]*\])|(?!\[))/g;

/** Reads the directives out of a module's comments. */
export function readDirectives(tree: Tree, index: TreeIndex, lines: Lines): Directives {
  const ignores: Ignore[] = [];
  const heat = new Map<number, "hot" | "cold">();
  for (const comment of index.all(Kind.comment)) {
    const text = tree.textOf(comment);
    if (!text.includes("jit:")) continue;
    const start = tree.start[comment]!;
    const ownLine = lines.lineAt(start);
    const alone = lines.text.slice(lines.startOf(ownLine), start).trim() === "";
    const line = alone ? nextCodeLine(lines, ownLine) : ownLine;
    for (const match of text.matchAll(DIRECTIVE)) {
      const at = start + match.index;
      const word = match[1]!;
      if (word === "hot" || word === "cold") {
        heat.set(line, word);
        continue;
      }
      ignores.push({
        kind: word === "ignore" ? "line" : "file",
        line,
        span: { start: at, end: at + match[0].trimEnd().length },
        all: match[2] === undefined,
        rules: rulesIn(match[2] ?? "", at + match[0].length - (match[2]?.length ?? 0)),
      });
    }
  }
  return { ignores, heat };
}

/**
 * What a comment says of a loop or `def`: on any line of its head, decorators included, or on the line above. A comment on a line of its
 * own speaks about the next one.
 */
export function declaredHeat(
  tree: Tree,
  lines: Lines,
  directives: Directives,
  construct: Node,
): "hot" | "cold" | undefined {
  if (directives.heat.size === 0) return undefined;
  const parent = tree.parent[construct]!;
  const isDecorated = parent !== NONE && tree.kind[parent] === Kind.decorated_definition;
  const body = tree.childByField(construct, Field.body);
  const end = body === NONE ? tree.end[construct]! : headEnd(tree, construct, body);
  const last = lines.lineAt(end);
  for (let line = lines.lineAt(tree.start[isDecorated ? parent : construct]!); line <= last; line++) {
    const heat = directives.heat.get(line);
    if (heat !== undefined) return heat;
  }
  return undefined;
}

/** Where the `:` before a body stands. */
function headEnd(tree: Tree, construct: Node, body: Node): number {
  let end = tree.start[construct]!;
  for (let child = tree.firstChild(construct); child !== NONE && child < body; child = tree.nextSibling(child)) {
    if (tree.kind[child] === Kind.tok_colon) end = tree.start[child]!;
  }
  return end;
}

function rulesIn(brackets: string, start: number): IgnoredRule[] {
  return [...brackets.matchAll(/[^\s,[\]]+/g)].map((match) => ({
    name: match[0],
    span: { start: start + match.index, end: start + match.index + match[0].length },
  }));
}

function nextCodeLine(lines: Lines, line: number): number {
  let next = line + 1;
  while (next < lines.count && /^\s*(#.*)?$/.test(lines.textOf(next))) next++;
  return next;
}
