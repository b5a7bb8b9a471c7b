/**
 * The loops around a node inside its function, and what on the way out makes it cold: handlers of exceptions, `raise`, blocks that end
 * by leaving the loop, debug branches, first-use initialisation.
 */
import type { Span } from "../findings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Directives } from "./directives.js";
import type { Lines } from "./lines.js";
import { type Rounds, roundsOfLoop } from "./rounds.js";
import { isComprehension } from "./scopes.js";
import type { TreeIndex } from "./treeIndex.js";
import type { Values } from "./values.js";

/** A loop. */
export interface Loop {
  /** `for_statement`, `while_statement` or `for_in_clause`. */
  readonly node: Node;
  readonly kind: "for" | "while" | "comprehension";
  readonly rounds: Rounds;
  /** A `# jit: hot` or `# jit: cold` stands on it. */
  readonly declared: "hot" | "cold" | null;
}

/** What is around a node, up to its function. */
export interface Surroundings {
  /** Innermost first. Loops that the node runs in at most once are left out. */
  readonly loops: readonly Loop[];
  /** The node's function, `NONE` at module and class level. */
  readonly owner: Node;
  /** The node runs rarely or at another time than its function, so that callers do not make it hot. */
  readonly detached: boolean;
  /** A branch stands between the node and its innermost loop, or its function where there is no loop: it may not run each time. */
  readonly conditional: boolean;
}

const DEBUG_NAMES = /(^|_|\b)(debug|verbose|trace|tracing|logging_enabled|TYPE_CHECKING)($|_|\b)|isEnabledFor/i;

/** Calls that wait for the outside world. A loop around one is as slow as the world, whatever the JIT does. */
const WAITING: ReadonlySet<string> = new Set([
  "time.sleep",
  "builtins.input",
  "select.select",
  "select.poll",
  "subprocess.run",
  "subprocess.call",
  "subprocess.check_call",
  "subprocess.check_output",
  "subprocess.Popen",
  "os.system",
  "os.wait",
  "os.waitpid",
  "urllib.request.urlopen",
  "asyncio.sleep",
]);

/** Answers for the nodes of one module. */
export class SurroundingsFinder {
  private readonly loops = new Map<Node, Loop>();

  constructor(
    private readonly tree: Tree,
    private readonly values: Values,
    private readonly index: TreeIndex,
    private readonly lines: Lines,
    private readonly directives: Directives,
  ) {}

  /** The loop of a `for_statement`, `while_statement` or `for_in_clause`. */
  loopAt(node: Node): Loop {
    let loop = this.loops.get(node);
    if (loop === undefined) {
      loop = this.makeLoop(node);
      this.loops.set(node, loop);
    }
    return loop;
  }

  /** From the loop's keyword to the end of its iterable or condition. UTF-16 offsets. */
  headerOf(loop: Loop): Span {
    const { tree } = this;
    const last = tree.childByField(loop.node, loop.kind === "while" ? Field.condition : Field.right);
    const start = tree.start[loop.node]!;
    return { start, end: last === NONE ? tree.end[loop.node]! : tree.end[last]! };
  }

  /** What is around a node. */
  around(node: Node): Surroundings {
    const { tree } = this;
    const loops: Loop[] = [];
    let conditional = false;
    let owner: Node = NONE;
    let detached = false;
    /** The next loop outward is left after this round. */
    let breaks = false;
    /** Every loop outward in this function is left. */
    let leaves = false;
    let child = node;
    walk: for (let outer = tree.parent[node]!; outer !== NONE; child = outer, outer = tree.parent[outer]!) {
      const field = tree.field[child];
      switch (tree.kind[outer]) {
        case Kind.for_statement:
        case Kind.while_statement:
          if (field === Field.body || (field === Field.condition && tree.kind[outer] === Kind.while_statement)) {
            const loop = this.loopAt(outer);
            if (loop.declared === "cold") {
              detached = true;
              break walk;
            }
            if (!breaks && !leaves) loops.push(loop);
            breaks = false;
          }
          break;
        case Kind.list_comprehension:
        case Kind.set_comprehension:
        case Kind.dictionary_comprehension:
        case Kind.generator_expression:
          for (const clause of this.clausesAround(outer, child, node)) {
            if (!leaves) loops.push(this.loopAt(clause));
          }
          break;
        case Kind.if_clause:
        case Kind.except_clause:
          if (tree.kind[outer] === Kind.except_clause) {
            detached = true;
            break walk;
          }
          break;
        case Kind.raise_statement:
          detached = true;
          break walk;
        case Kind.assert_statement:
          if (tree.firstNamed(outer) !== child) {
            detached = true;
            break walk;
          }
          break;
        case Kind.return_statement:
          leaves = true;
          break;
        case Kind.block: {
          const exit = this.exitOf(outer, child);
          if (exit === "return") leaves = true;
          else if (exit === "break") breaks = true;
          break;
        }
        case Kind.if_statement:
        case Kind.elif_clause:
        case Kind.else_clause:
          if (field === Field.consequence) {
            if (this.isRareBranch(outer, child)) {
              detached = true;
              break walk;
            }
            if (loops.length === 0 && !this.asksForImport(outer)) conditional = true;
          } else if (
            (field === Field.alternative || field === Field.body) &&
            loops.length === 0 &&
            isIfBranch(tree, outer)
          ) {
            conditional = true;
          }
          break;
        case Kind.conditional_expression:
          if (tree.namedChildren(outer)[1] !== child && loops.length === 0) conditional = true;
          break;
        case Kind.boolean_operator:
          if (field === Field.right && loops.length === 0) conditional = true;
          break;
        case Kind.case_clause:
          if (loops.length === 0) conditional = true;
          break;
        case Kind.function_definition:
          if (field === Field.body) {
            owner = outer;
            break walk;
          }
          break;
        case Kind.lambda:
          if (field === Field.body) {
            detached = true;
            break walk;
          }
          break;
        default:
          break;
      }
    }
    return { loops, owner, detached, conditional };
  }

  private makeLoop(node: Node): Loop {
    const { tree } = this;
    const kind =
      tree.kind[node] === Kind.while_statement
        ? "while"
        : tree.kind[node] === Kind.for_statement
          ? "for"
          : "comprehension";
    const declared = this.directives.heat.get(this.lines.lineAt(tree.start[node]!)) ?? null;
    if (declared !== null) return { node, kind, rounds: declared === "hot" ? Number.POSITIVE_INFINITY : 0, declared };
    let rounds = roundsOfLoop(tree, this.values, node);
    if (kind !== "comprehension" && (rounds === null || rounds > 1)) {
      if (this.endsInFirstRound(node)) rounds = 1;
      else if (this.waits(node)) rounds = 1;
    }
    return { node, kind, rounds, declared };
  }

  /** The body ends with `break`, `return` or `raise`, and nothing in it continues. */
  private endsInFirstRound(loop: Node): boolean {
    const { tree } = this;
    const body = tree.childByField(loop, Field.body);
    if (body === NONE) return false;
    const last = lastStatement(tree, body);
    return last !== NONE && isExit(tree.kind[last]!) && !this.continuesWithin(body);
  }

  private continuesWithin(node: Node): boolean {
    const { tree } = this;
    for (let inner = node; inner < tree.next[node]!; inner++) {
      const kind = tree.kind[inner];
      if (kind === Kind.continue_statement) return true;
      if (kind === Kind.for_statement || kind === Kind.while_statement || kind === Kind.function_definition)
        inner = tree.next[inner]! - 1;
    }
    return false;
  }

  /** A call of the loop's own body waits for a timer, a person, a process or the network. */
  private waits(loop: Node): boolean {
    const { tree } = this;
    for (const call of this.index.within(tree, loop, Kind.call)) {
      const callee = this.values.of(tree.childByField(call, Field.function));
      if (callee?.kind === "external" && WAITING.has(callee.name)) return true;
    }
    return false;
  }

  /** The `for` clauses of a comprehension that the child is inside of, innermost first. */
  private clausesAround(comprehension: Node, child: Node, node: Node): Node[] {
    const { tree } = this;
    const clauses: Node[] = [];
    const isElement = tree.field[child] === Field.body;
    for (const part of tree.namedChildren(comprehension)) {
      if (tree.kind[part] !== Kind.for_in_clause) {
        if (part === child && !isElement) break;
        continue;
      }
      if (part === child) {
        // Inside the clause itself: its target runs in its own rounds, its iterable only in those before it.
        const iterable = tree.childByField(part, Field.right);
        if (iterable === NONE || !tree.contains(iterable, node)) clauses.push(part);
        break;
      }
      clauses.push(part);
    }
    return clauses.reverse();
  }

  /** How a block that holds the child ends, when nothing from the child on can start another round. */
  private exitOf(block: Node, child: Node): "return" | "break" | null {
    const { tree } = this;
    const last = lastStatement(tree, block);
    if (last === NONE || !isExit(tree.kind[last]!)) return null;
    for (let statement = child; statement !== NONE; statement = tree.nextNamed(statement)) {
      if (this.continuesWithin(statement)) return null;
    }
    return tree.kind[last] === Kind.break_statement ? "break" : "return";
  }

  /** Debug output, type checking, and work that is done once and kept: `if x is None: x = …`, `if k not in d: d[k] = …`. */
  isRareBranch(branch: Node, consequence: Node): boolean {
    const { tree } = this;
    const condition = tree.childByField(branch, Field.condition);
    if (condition === NONE) return false;
    const text = tree.textOf(condition);
    if (DEBUG_NAMES.test(text)) return true;
    const once = /^([\w.]+) is None$/.exec(text) ?? /^not ([\w.]+)$/.exec(text);
    const body = tree.textOf(consequence);
    if (once !== null && (once[1]!.includes(".") || this.isGlobalHere(once[1]!, branch)))
      return assigns(body, once[1]!);
    const memo = /^([\w.]+) not in ([\w.]+)$/.exec(text);
    return memo !== null && body.includes(`${memo[2]}[${memo[1]}]`);
  }

  /** `if module is not None`, for a module that may be missing: where it is there, the branch is always taken. */
  private asksForImport(branch: Node): boolean {
    const { tree } = this;
    const condition = tree.childByField(branch, Field.condition);
    if (condition === NONE) return false;
    const test = /^(\w+)( is not None)?$/.exec(tree.textOf(condition));
    const name = tree.kind[condition] === Kind.identifier ? condition : tree.firstNamed(condition);
    if (test === null || name === NONE || tree.kind[name] !== Kind.identifier) return false;
    return this.values.of(name)?.kind === "external";
  }

  private isGlobalHere(name: string, at: Node): boolean {
    const owner = this.enclosing(at);
    return owner !== NONE && new RegExp(`\\b(global|nonlocal)\\b[^\\n]*\\b${name}\\b`).test(this.tree.textOf(owner));
  }

  private enclosing(node: Node): Node {
    const { tree } = this;
    let outer = tree.parent[node]!;
    while (outer !== NONE && tree.kind[outer] !== Kind.function_definition) outer = tree.parent[outer]!;
    return outer;
  }
}

function assigns(body: string, target: string): boolean {
  return new RegExp(`(^|[\\n;])\\s*${target.replaceAll(".", "\\.")}\\s*(:[^=\\n]*)?=[^=]`).test(body);
}

/** True for the branches of an `if`; the `else` of a loop or `try` is none. */
function isIfBranch(tree: Tree, node: Node): boolean {
  return tree.kind[node] === Kind.if_statement || tree.kind[tree.parent[node]!] === Kind.if_statement;
}

function isExit(kind: number): boolean {
  return kind === Kind.break_statement || kind === Kind.return_statement || kind === Kind.raise_statement;
}

/** The last statement of a block. */
export function lastStatement(tree: Tree, block: Node): Node {
  let last: Node = NONE;
  for (let child = tree.firstNamed(block); child !== NONE; child = tree.nextNamed(child)) last = child;
  return last;
}

/** True for the nodes that are loops: statements, and the clauses of comprehensions. */
export function isLoopNode(kind: number): boolean {
  return kind === Kind.for_statement || kind === Kind.while_statement || kind === Kind.for_in_clause;
}

/** The loop statement or comprehension that a loop node belongs to. */
export function loopConstruct(tree: Tree, loop: Loop): Node {
  const parent = tree.parent[loop.node]!;
  return loop.kind === "comprehension" && parent !== NONE && isComprehension(tree.kind[parent]!) ? parent : loop.node;
}
