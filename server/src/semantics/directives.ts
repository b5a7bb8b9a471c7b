/**
 * Comments that speak to this tool: `# jit: ignore[rule, …]` on a line, `# jit: ignore-file[rule, …]`, `# jit: hot` and `# jit: cold`
 * on a loop or def. Text after the closing bracket or the word is a reason for humans.
 */
import type { Span } from "../findings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Lines } from "./lines.js";
import type { Rows } from "./rows.js";
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

/** A bracket that is not closed makes no directive: what it was to ignore cannot be told. */
const DIRECTIVE = /#[ \t]*jit:[ \t]*(ignore-file|ignore|hot|cold)\b[ \t]*(?:(\[[^\]\n]*\])|(?!\[))/g;

/** What may be declared hot or cold. */
const DECLARABLE = [Kind.for_statement, Kind.while_statement, Kind.for_in_clause, Kind.function_definition] as const;

/** All directives of a module. */
export class Directives {
  ignores: readonly Ignore[] = [];
  /** What comments say of loops and functions: on any line of the head, decorators included, or on the line above. */
  declared: ReadonlyMap<Node, "hot" | "cold"> = new Map();
  /** The comments that speak to this tool, in text order. */
  private comments: Node[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly index: TreeIndex,
    private readonly lines: Lines,
  ) {}

  /** Takes in the rows of a part, which the index has. */
  learn({ from, to }: Rows): void {
    const found = this.index
      .between(from, to, Kind.comment)
      .filter((comment) => this.tree.textOf(comment).includes("jit:"));
    if (found.length > 0) this.comments = [...this.comments, ...found].sort((a, b) => a - b);
  }

  /** Takes rows out again. */
  forget({ from, to }: Rows): void {
    this.comments = this.comments.filter((comment) => comment < from || comment >= to);
  }

  /**
   * Reads the comments anew, since what they speak about depends on lines.
   *
   * @returns the loops and functions of which something else is declared than before
   */
  refresh(): Node[] {
    const { tree, lines } = this;
    const ignores: Ignore[] = [];
    const heat = new Map<number, "hot" | "cold">();
    for (const comment of this.comments) {
      const start = tree.startOf(comment);
      const ownLine = lines.lineAt(start);
      const alone = lines.text.slice(lines.startOf(ownLine), start).trim() === "";
      const line = alone ? nextCodeLine(lines, ownLine) : ownLine;
      for (const match of tree.textOf(comment).matchAll(DIRECTIVE)) {
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
    this.ignores = ignores;
    const before = this.declared;
    this.declared = this.declaredBy(heat);
    const nodes = new Set([...before.keys(), ...this.declared.keys()]);
    return [...nodes].filter((node) => before.get(node) !== this.declared.get(node));
  }

  private declaredBy(heat: ReadonlyMap<number, "hot" | "cold">): Map<Node, "hot" | "cold"> {
    const declared = new Map<Node, "hot" | "cold">();
    if (heat.size === 0) return declared;
    for (const kind of DECLARABLE) {
      for (const construct of this.index.all(kind)) {
        const word = this.declaredOf(construct, heat);
        if (word !== undefined) declared.set(construct, word);
      }
    }
    return declared;
  }

  private declaredOf(construct: Node, heat: ReadonlyMap<number, "hot" | "cold">): "hot" | "cold" | undefined {
    const { tree, lines } = this;
    const parent = tree.parent[construct]!;
    const isDecorated = parent !== NONE && tree.kind[parent] === Kind.decorated_definition;
    const body = tree.childByField(construct, Field.body);
    const end = body === NONE ? tree.endOf(construct) : headEnd(tree, construct, body);
    const last = lines.lineAt(end);
    for (let line = lines.lineAt(tree.startOf(isDecorated ? parent : construct)); line <= last; line++) {
      const word = heat.get(line);
      if (word !== undefined) return word;
    }
    return undefined;
  }
}

/** Where the `:` before a body stands. */
function headEnd(tree: Tree, construct: Node, body: Node): number {
  let end = tree.startOf(construct);
  for (let child = tree.firstChild(construct); child !== NONE && child < body; child = tree.nextSibling(child)) {
    if (tree.kind[child] === Kind.tok_colon) end = tree.startOf(child);
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
