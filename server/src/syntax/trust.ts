/**
 * False acceptances: code that the grammar takes although Python does not, or takes for something else than was meant.
 * No finding may come from it.
 *
 * The grammar skips a line end wherever no statement can end. So a line that stops in the middle, as it does while
 * somebody types (`self.`, `x =`, `a +`), takes the next line with it and makes another statement of both. It also
 * knows Python 2.
 */
import { Field, Kind } from "./kinds.generated.js";
import { NONE, type Node, type Tree } from "./tree.js";

/** True for nodes that may begin on a new line outside of brackets. */
function beginsLine(tree: Tree, node: Node): boolean {
  switch (tree.kind[node]) {
    case Kind.block:
    case Kind.case_clause:
    case Kind.class_definition:
    case Kind.comment:
    case Kind.decorator:
    case Kind.elif_clause:
    case Kind.else_clause:
    case Kind.except_clause:
    case Kind.finally_clause:
    case Kind.function_definition:
      return true;
    default: {
      const parent = tree.parent[node]!;
      return parent < 0 || tree.kind[parent] === Kind.block || tree.kind[parent] === Kind.module;
    }
  }
}

/** True when the text between two tokens ends a line, other than by a backslash. */
function endsLine(between: string): boolean {
  for (let line = between.indexOf("\n"); line >= 0; line = between.indexOf("\n", line + 1)) {
    const last = between[line - 1] === "\r" ? line - 2 : line - 1;
    if (between[last] !== "\\") return true;
  }
  return false;
}

/** The row after what has to be trusted with a statement: of a class, that is its head. */
function endOf(tree: Tree, statement: Node): Node {
  const isDecorated = tree.kind[statement] === Kind.decorated_definition;
  const definition = isDecorated ? tree.childOfKind(statement, Kind.class_definition) : statement;
  const isClass = definition !== NONE && tree.kind[definition] === Kind.class_definition;
  const body = isClass ? tree.childByField(definition, Field.body) : NONE;
  return body === NONE ? tree.next[statement]! : body;
}

/**
 * True when a statement must not give findings: it holds a syntax error, it goes on over a line end outside of
 * brackets, or it is Python 2 (`print x`, `exec x`, `a <> b`) or holds some. Takes time in proportion to the nodes of
 * the statement.
 *
 * @param statement any node; whole compound statements are looked at with their bodies, classes without
 */
export function untrusted(tree: Tree, statement: Node): boolean {
  const end = endOf(tree, statement);
  if (end === tree.next[statement] && tree.hasError(statement)) return true;
  let depth = 0;
  let tokenEnd = tree.startOf(statement);
  let lineStart = tokenEnd;
  for (let node = statement; node < end; node++) {
    const kind = tree.kind[node];
    if (tree.next[node]! <= end && tree.hasError(node)) return true;
    if (kind === Kind.print_statement || kind === Kind.exec_statement || kind === Kind.tok_lt_gt) return true;
    const start = tree.startOf(node);
    if (beginsLine(tree, node)) lineStart = start;
    // A string's plain text has no nodes of its own: its content is one token.
    if (kind !== Kind.string_content && tree.next[node] !== node + 1) continue;
    const isInLine = depth === 0 && start !== lineStart && start > tokenEnd;
    if (isInLine && endsLine(tree.textBetween(tokenEnd, start))) return true;
    if (kind === Kind.tok_lparen || kind === Kind.tok_lbracket || kind === Kind.tok_lbrace) depth++;
    if (kind === Kind.tok_rparen || kind === Kind.tok_rbracket || kind === Kind.tok_rbrace) depth--;
    tokenEnd = tree.endOf(node);
    if (kind === Kind.string_content) node = tree.next[node]! - 1;
  }
  return false;
}
