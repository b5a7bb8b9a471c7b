/**
 * The loops around a node inside its function, and what on the way out makes it cold: handlers of exceptions, `raise`, blocks that end
 * by leaving the loop, debug branches, first-use initialisation.
 */
import type { Span } from "../findings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Directives } from "./directives.js";
import { type Rounds, roundsOfLoop, unparenthesized } from "./rounds.js";
import { isComprehension } from "./scopes.js";
import { isShortByName } from "./shortByName.js";
import { Memo, type Tracker } from "./tracking.js";
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
  /** Its length is not known, and the name of what it goes over is one of short things. */
  readonly shortByName: boolean;
}

/** What is around a node, up to its function. */
export interface Surroundings {
  /** Innermost first. Loops that the node runs in at most once are left out. */
  readonly loops: readonly Loop[];
  /** The node's function or lambda, `NONE` at module and class level. */
  readonly owner: Node;
  /** The node runs rarely or at another time than its function, so that callers do not make it hot. */
  readonly detached: boolean;
  /** A branch stands between the node and its innermost loop, or its function where there is no loop: it may not run each time. */
  readonly conditional: boolean;
}

/** Names of flags that are off where speed counts. `__debug__` is on. */
const DEBUG_NAME =
  /^(?!__debug__$)(.*_)?(debug|verbos)|[a-z](Debug|Verbose)|^_*(trace|tracing|logging_enabled|TYPE_CHECKING|isEnabledFor)$/i;

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
  "queue.Queue.get",
  "queue.SimpleQueue.get",
]);
const WAITING_NAMES: ReadonlySet<string> = new Set([...WAITING].map((name) => name.slice(name.lastIndexOf(".") + 1)));

/** Calls that end the program. */
const ENDING: ReadonlySet<string> = new Set(["sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit"]);

/** How the statements of a block go on after its last one. */
interface Exit {
  readonly kind: "return" | "break" | null;
  /** The row of the last `continue` of the loop around, -1 for none. Those in handlers do not count: a loop that tries again is short. */
  readonly lastContinue: Node;
}

/** Conditions that are nested more deeply say nothing: the call stack has an end. */
const DEEPEST_CONDITION = 50;

const NO_EXIT: Exit = { kind: null, lastContinue: -1 };

/** Answers for the nodes of one module. */
export class SurroundingsFinder {
  private readonly loops: Memo<Node, Loop>;
  private readonly exits: Memo<Node, Exit>;
  private readonly rareBranches: Memo<Node, boolean>;

  constructor(
    private readonly tree: Tree,
    private readonly values: Values,
    private readonly index: TreeIndex,
    private readonly directives: Directives,
    tracker: Tracker,
  ) {
    const home = (node: Node): Node => node;
    this.loops = new Memo(tracker, (node) => this.makeLoop(node), { home });
    this.exits = new Memo(tracker, (block) => this.exitOf(block), { home });
    this.rareBranches = new Memo(tracker, (branch) => this.findRareBranch(branch), { home });
  }

  /** The loop of a `for_statement`, `while_statement` or `for_in_clause`. */
  loopAt(node: Node): Loop {
    return this.loops.get(node);
  }

  /** From the loop's keyword to the end of its iterable or condition. UTF-16 offsets. */
  headerOf(loop: Loop): Span {
    const { tree } = this;
    const last = tree.childByField(loop.node, loop.kind === "while" ? Field.condition : Field.right);
    const start = tree.startOf(loop.node);
    return { start, end: last === NONE ? tree.endOf(loop.node) : tree.endOf(last) };
  }

  /** What is around a node. */
  around(node: Node): Surroundings {
    const { tree } = this;
    let loops: Loop[] = [];
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
              leaves = true;
            }
            if (!breaks && !leaves) loops.push(loop);
            breaks = false;
          }
          break;
        case Kind.list_comprehension:
        case Kind.set_comprehension:
        case Kind.dictionary_comprehension:
        case Kind.generator_expression:
          if (!leaves) for (const clause of this.clausesAround(outer, child, node)) loops.push(this.loopAt(clause));
          break;
        case Kind.except_clause:
        case Kind.raise_statement:
        case Kind.assert_statement:
          if (tree.kind[outer] === Kind.assert_statement && tree.firstNamed(outer) === child) break;
          loops = loops.filter((loop) => loop.declared === "hot");
          detached = true;
          leaves = true;
          break;
        case Kind.return_statement:
          leaves = true;
          break;
        case Kind.block: {
          const exit = this.exitFrom(outer, child);
          if (exit === "return") leaves = true;
          else if (exit === "break") breaks = true;
          break;
        }
        case Kind.try_statement:
          // `try: …` that leaves in its `else`.
          if (field === Field.body) {
            const exit = this.exitOfTry(outer);
            if (exit === "return") leaves = true;
            else if (exit === "break") breaks = true;
          }
          break;
        case Kind.if_statement:
        case Kind.elif_clause:
        case Kind.else_clause:
          if (this.isRareWay(outer, child)) {
            loops = loops.filter((loop) => loop.declared === "hot");
            detached = true;
            leaves = true;
          } else if (field === Field.consequence) {
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
          if (loops.length === 0 && tree.namedChildren(outer)[1] !== child) conditional = true;
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
            owner = outer;
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
    const declared = this.directives.declared.get(node) ?? null;
    if (declared !== null) {
      const rounds = declared === "hot" ? Number.POSITIVE_INFINITY : 0;
      return { node, kind, rounds, declared, shortByName: false };
    }
    let rounds = roundsOfLoop(tree, this.values, node);
    if (kind !== "comprehension" && (rounds === null || rounds > 1)) {
      if (this.endsInFirstRound(node) || this.waits(node)) rounds = 1;
    }
    const isOpen = rounds === null || rounds === Number.POSITIVE_INFINITY;
    const shortByName = isOpen && isShortByName(tree, this.values, this.index, node);
    return { node, kind, rounds, declared, shortByName };
  }

  /** The body ends by leaving the loop, and nothing in it continues. */
  private endsInFirstRound(loop: Node): boolean {
    const body = this.tree.childByField(loop, Field.body);
    return body !== NONE && this.exitFrom(body, body) !== null;
  }

  /** How a block that holds the child, or is it, ends, when nothing from the child on can start another round. */
  private exitFrom(block: Node, child: Node): "return" | "break" | null {
    const exit = this.exits.get(block);
    return exit.lastContinue >= child ? null : exit.kind;
  }

  private exitOf(block: Node): Exit {
    const last = lastStatement(this.tree, block);
    const kind = last === NONE ? null : this.exitAt(last);
    return kind === null ? NO_EXIT : { kind, lastContinue: this.lastContinue(block) };
  }

  private exitAt(statement: Node): Exit["kind"] {
    const { tree } = this;
    switch (tree.kind[statement]) {
      case Kind.break_statement:
        return "break";
      case Kind.return_statement:
      case Kind.raise_statement:
        return "return";
      case Kind.expression_statement: {
        const call = tree.firstNamed(statement);
        if (call === NONE || tree.kind[call] !== Kind.call) return null;
        const callee = this.values.of(tree.childByField(call, Field.function));
        return callee?.kind === "external" && ENDING.has(callee.name) ? "return" : null;
      }
      case Kind.if_statement:
        return this.exitOfIf(statement);
      default:
        return null;
    }
  }

  /** Every branch leaves. Where some break and some return, the innermost loop is left at least. */
  private exitOfIf(statement: Node): Exit["kind"] {
    const { tree } = this;
    const alternatives = tree.childrenByField(statement, Field.alternative);
    if (!alternatives.some((alternative) => tree.kind[alternative] === Kind.else_clause)) return null;
    let kind: Exit["kind"] = "return";
    for (const branch of [statement, ...alternatives]) {
      const isElse = tree.kind[branch] === Kind.else_clause;
      const block = tree.childByField(branch, isElse ? Field.body : Field.consequence);
      const exit = block === NONE ? null : this.exitOf(block).kind;
      if (exit === null) return null;
      if (exit === "break") kind = "break";
    }
    return kind;
  }

  private lastContinue(block: Node): Node {
    const { tree } = this;
    let last: Node = -1;
    for (let inner = block; inner < tree.next[block]!; inner++) {
      const kind = tree.kind[inner];
      if (kind === Kind.continue_statement) last = inner;
      if (
        kind === Kind.for_statement ||
        kind === Kind.while_statement ||
        kind === Kind.function_definition ||
        kind === Kind.except_clause
      )
        inner = tree.next[inner]! - 1;
    }
    return last;
  }

  private exitOfTry(statement: Node): "return" | "break" | null {
    const { tree } = this;
    const otherwise = tree.childOfKind(statement, Kind.else_clause);
    if (otherwise === NONE) return null;
    const block = tree.childByField(otherwise, Field.body);
    return block === NONE ? null : this.exitFrom(block, block);
  }

  /** Each round waits for a timer, a person, a process or the network. */
  private waits(loop: Node): boolean {
    return this.index.within(loop, Kind.call).some((call) => this.isWaiting(call) && this.isInEachRound(loop, call));
  }

  private isWaiting(call: Node): boolean {
    const { tree } = this;
    const callee = tree.childByField(call, Field.function);
    if (callee === NONE) return false;
    const name = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.attribute) : callee;
    // Names under an alias are found too: most others are sorted out before anything is resolved.
    if (tree.kind[callee] === Kind.attribute && !WAITING_NAMES.has(tree.textOf(name))) return false;
    const value = this.values.of(callee);
    if (value?.kind !== "external" || !WAITING.has(value.name)) return false;
    // `asyncio.sleep(0)` lets other tasks run, and goes on.
    return value.name !== "asyncio.sleep" || tree.textOf(tree.childByField(call, Field.arguments)) !== "(0)";
  }

  private isInEachRound(loop: Node, node: Node): boolean {
    const { tree } = this;
    let child = node;
    for (let outer = tree.parent[node]!; outer !== loop; child = outer, outer = tree.parent[outer]!) {
      switch (tree.kind[outer]) {
        case Kind.except_clause:
        case Kind.case_clause:
        case Kind.lambda:
        case Kind.function_definition:
          return false;
        case Kind.else_clause:
          if (tree.kind[tree.parent[outer]!] !== Kind.try_statement) return false;
          break;
        case Kind.if_statement:
        case Kind.elif_clause:
          if (tree.field[child] !== Field.condition) return false;
          break;
        default:
          break;
      }
    }
    return tree.field[child] === Field.body || tree.field[child] === Field.condition;
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

  /** The way through an `if`, `elif` or `else` to the child is one that is seldom taken. */
  private isRareWay(branch: Node, child: Node): boolean {
    const { tree } = this;
    if (tree.field[child] === Field.consequence) return this.isRareBranch(branch);
    if (tree.kind[branch] !== Kind.else_clause) return false;
    // The `else` of `if not debug`.
    const statement = tree.parent[branch]!;
    if (tree.kind[statement] !== Kind.if_statement || tree.childOfKind(statement, Kind.elif_clause) !== NONE)
      return false;
    const condition = unparenthesized(tree, tree.childByField(statement, Field.condition));
    if (condition === NONE || tree.kind[condition] !== Kind.not_operator) return false;
    return isDebugTest(tree, tree.childByField(condition, Field.argument));
  }

  /** Debug output, type checking, and work that is done once and kept: `if x is None: x = …`, `if k not in d: d[k] = …`. */
  isRareBranch(branch: Node): boolean {
    return this.rareBranches.get(branch);
  }

  private findRareBranch(branch: Node): boolean {
    const { tree } = this;
    const condition = unparenthesized(tree, tree.childByField(branch, Field.condition));
    if (condition === NONE) return false;
    if (isDebugTest(tree, condition)) return true;
    const consequence = tree.childByField(branch, Field.consequence);
    return consequence !== NONE && this.isDoneOnce(condition, consequence);
  }

  private isDoneOnce(condition: Node, consequence: Node): boolean {
    const { tree } = this;
    const asked = askedOnce(tree, condition);
    if (asked !== NONE) return this.isKept(asked) && statementsAssign(tree, consequence, tree.textOf(asked));
    if (tree.kind[condition] !== Kind.comparison_operator) return false;
    const [key, container, more] = tree.namedChildren(condition).filter((part) => tree.field[part] !== Field.operators);
    if (key === undefined || container === undefined || more !== undefined) return false;
    if (tree.textOf(tree.childByField(condition, Field.operators)) !== "not in") return false;
    return tree.textOf(consequence).includes(`${tree.textOf(container)}[${tree.textOf(key)}]`);
  }

  /** An attribute or a global name keeps its value until the next round. */
  private isKept(name: Node): boolean {
    if (this.tree.kind[name] === Kind.attribute) return true;
    return this.tree.kind[name] === Kind.identifier && this.values.bindingOf(name)?.rebound === true;
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
}

/** The name or attribute that `x is None` and `not x` ask about, or `NONE`. */
function askedOnce(tree: Tree, condition: Node): Node {
  if (tree.kind[condition] === Kind.not_operator) return tree.childByField(condition, Field.argument);
  if (tree.kind[condition] !== Kind.comparison_operator) return NONE;
  const [subject, none] = tree.namedChildren(condition).filter((part) => tree.field[part] !== Field.operators);
  if (subject === undefined || none === undefined || tree.kind[none] !== Kind.none) return NONE;
  return tree.textOf(tree.childByField(condition, Field.operators)) === "is" ? subject : NONE;
}

/** A statement of the block, not deeper, gives the target a value. */
function statementsAssign(tree: Tree, block: Node, target: string): boolean {
  for (let statement = tree.firstNamed(block); statement !== NONE; statement = tree.nextNamed(statement)) {
    const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) continue;
    const left = tree.childByField(assignment, Field.left);
    if (left !== NONE && tree.textOf(left) === target) return true;
  }
  return false;
}

/** A condition that holds only where someone looks for an error: `debug`, `self.verbose > 1`, `log.isEnabledFor(…)`. */
function isDebugTest(tree: Tree, condition: Node, depth = 0): boolean {
  if (condition === NONE || depth > DEEPEST_CONDITION) return false;
  switch (tree.kind[condition]) {
    case Kind.identifier:
      return DEBUG_NAME.test(tree.textOf(condition));
    case Kind.attribute: {
      const name = tree.childByField(condition, Field.attribute);
      return name !== NONE && DEBUG_NAME.test(tree.textOf(name));
    }
    case Kind.parenthesized_expression:
      return isDebugTest(tree, tree.firstNamed(condition), depth + 1);
    case Kind.call:
      return isDebugTest(tree, tree.childByField(condition, Field.function), depth + 1);
    case Kind.boolean_operator: {
      const left = isDebugTest(tree, tree.childByField(condition, Field.left), depth + 1);
      const right = isDebugTest(tree, tree.childByField(condition, Field.right), depth + 1);
      return tree.textOf(tree.childByField(condition, Field.operator)) === "and" ? left || right : left && right;
    }
    case Kind.comparison_operator: {
      const [left, right, more] = tree.namedChildren(condition).filter((part) => tree.field[part] !== Field.operators);
      if (left === undefined || right === undefined || more !== undefined) return false;
      switch (tree.textOf(tree.childByField(condition, Field.operators))) {
        case ">":
        case ">=":
          return isDebugTest(tree, left, depth + 1);
        case "<":
        case "<=":
          return isDebugTest(tree, right, depth + 1);
        case "==":
          return isDebugTest(tree, left, depth + 1) && /^[1-9]/.test(tree.textOf(right));
        case "!=":
          return isDebugTest(tree, left, depth + 1) && tree.textOf(right) === "0";
        default:
          return false;
      }
    }
    default:
      return false;
  }
}

/** True for the branches of an `if`; the `else` of a loop or `try` is none. */
function isIfBranch(tree: Tree, node: Node): boolean {
  return tree.kind[node] === Kind.if_statement || tree.kind[tree.parent[node]!] === Kind.if_statement;
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
