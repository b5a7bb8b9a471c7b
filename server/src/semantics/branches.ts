/**
 * The data-driven checks that one iteration of a hot loop passes before its trace reaches a loop header again. Calls of this module's
 * functions are followed, since a tracing JIT inlines them. Only checks whose subject changes from iteration to iteration count: a guard
 * on something that stays the same never fails.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { bodyOf, endsByReturning, leavesIteration, onlyChoosesValue, readTest } from "./branchTests.js";
import { parametersOf } from "./functions.js";
import type { Heat } from "./hotness.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import type { Rows } from "./rows.js";
import { isComprehension } from "./scopes.js";
import { argumentsOf, dependsOn, type Passed, varyingInCallee, varyingInLoop } from "./varyingNames.js";

/** A call on the way from the loop to the function that holds a check. */
export interface PathStep {
  readonly call: Node;
  readonly callee: FunctionInfo;
}

/** A branch that depends on data. */
export interface Check {
  /** `if_statement`, `elif_clause`, `conditional_expression`, or the `boolean_operator` of `x = x or d`. */
  readonly node: Node;
  readonly condition: Node;
  /** `none`: it asks whether something is None. */
  readonly kind: "none" | "other";
  /** What is tested, as written. */
  readonly subject: string;
  /** What is tested, by the name that it has in the function of the loop: one value keeps its key through calls. */
  readonly key: string;
  /** The branch only chooses a value: it assigns or returns, and calls nothing but builtins. */
  readonly choosesValue: boolean;
  /** The branch ends by returning from the function that it is in. */
  readonly returns: boolean;
  readonly path: readonly PathStep[];
}

/** The checks between two loop headers that count, in the order in which they run. */
export interface Segment {
  /** The loop, `for` clause or function that the code is in. */
  readonly node: Node;
  readonly checks: readonly Check[];
  /** Why the code is hot: the loop, and nothing else in the chain. */
  readonly heat: Heat;
}

/** Calls nested deeper than this are not followed. */
const DEEPEST = 5;
/** A loop body with more checks than this says no more. */
const MOST_CHECKS = 200;

/** The segments of the hot loops in a part of a module, and of functions there that a comment declares hot, but for loops of one check. */
export function hotSegments(module: ModuleFacts, { from, to }: Rows): Segment[] {
  const found: Segment[] = [];
  const { tree, index } = module;
  for (const kind of [Kind.for_statement, Kind.while_statement]) {
    for (const node of index.between(from, to, kind)) {
      const body = tree.childByField(node, Field.body);
      const first = body === NONE ? NONE : tree.firstNamed(body);
      if (first === NONE || !mayHoldChain(module, body)) continue;
      const heat = module.hotness.of(first);
      if (!module.hotness.isHot(heat, "pypy")) continue;
      collect(module, { node, body, heat, varying: varyingInLoop(module, node, body) }, found);
    }
  }
  for (const clause of index.between(from, to, Kind.for_in_clause)) {
    // Everything in the element runs in a round of the last clause.
    const comprehension = tree.parent[clause]!;
    const body = tree.childByField(comprehension, Field.body);
    const names = module.scopes.byNode.get(comprehension)?.bindings;
    if (body === NONE || names === undefined || hasClauseAfter(tree, clause) || !mayHoldChain(module, body)) continue;
    const heat = module.hotness.of(body);
    if (!module.hotness.isHot(heat, "pypy")) continue;
    collect(module, { node: clause, body, heat, varying: new Set(names.keys()) }, found);
  }
  for (const node of index.between(from, to, Kind.function_definition)) {
    const isDeclared = module.directives.declared.get(node) === "hot";
    if (!isDeclared && !module.hotness.hasCallersOutside) continue;
    const fn = module.definitions.functionAt(node);
    const heat = module.hotness.ofFunction(fn);
    // What calls of this module reach is seen from their loops.
    const isCalledFromOutside = heat.chain.length === 1 && heat.chain[0]!.outside !== undefined;
    if (!isDeclared && !(isCalledFromOutside && module.hotness.isHot(heat, "pypy"))) continue;
    const body = tree.childByField(node, Field.body);
    if (body !== NONE) collect(module, { node, body, heat, varying: parameterNames(tree, fn) }, found);
  }
  return found.sort((a, b) => a.node - b.node);
}

/** False where a look at the kinds of nodes shows that no two checks are passed: most loops need no closer look. */
function mayHoldChain({ tree, calls }: ModuleFacts, body: Node): boolean {
  let checks = 0;
  for (let node = body; node < tree.next[body]!; node++) {
    switch (tree.kind[node]) {
      case Kind.if_statement:
      case Kind.elif_clause:
      case Kind.conditional_expression:
      case Kind.boolean_operator:
        checks++;
        if (checks === 2) return true;
        break;
      case Kind.call:
        if (calls.calleeOf(node) !== undefined) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

function hasClauseAfter(tree: Tree, clause: Node): boolean {
  for (let part = tree.nextNamed(clause); part !== NONE; part = tree.nextNamed(part)) {
    if (tree.kind[part] === Kind.for_in_clause) return true;
  }
  return false;
}

interface Start {
  readonly node: Node;
  /** A block, or the element of a comprehension. */
  readonly body: Node;
  readonly heat: Heat;
  /** Names whose value changes from round to round. */
  readonly varying: ReadonlySet<string>;
}

function collect(module: ModuleFacts, start: Start, found: Segment[]): void {
  const walker = new IterationWalker(module);
  const frame: Frame = { varying: start.varying, keys: new Map(), path: [] };
  if (module.tree.kind[start.body] === Kind.block) walker.block(start.body, frame);
  else walker.expression(start.body, frame);
  for (const checks of walker.segments) {
    const counted = independent(checks);
    if (counted.length > 0) found.push({ node: start.node, checks: counted, heat: start.heat });
  }
}

/**
 * Checks of one subject depend on each other, so one counts; in a called function two do, since a helper that tests both ends of a
 * range (a clamp) has three outcomes for each call of it. Early returns add paths instead of doubling them: two count for each call.
 */
function independent(checks: readonly Check[]): Check[] {
  const seen = new Map<string, number>();
  const within = (key: string, most: number): boolean => {
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count < most;
  };
  return checks.filter((check) => {
    const path = check.path.map((step) => step.call).join(",");
    if (check.returns && !within(`${path}:return`, 2)) return false;
    return within(check.key, check.path.length > 0 && check.kind === "other" ? 2 : 1);
  });
}

function parameterNames(tree: Tree, fn: FunctionInfo): Set<string> {
  return new Set(parametersOf(tree, fn.node).map((parameter) => parameter.name));
}

/** What the walker knows inside one function. */
interface Frame {
  /** Names whose value changes from iteration to iteration. */
  readonly varying: ReadonlySet<string>;
  /** Keys of the names that stand for a value of the caller; other names have keys of their own. */
  readonly keys: ReadonlyMap<string, string>;
  readonly path: readonly PathStep[];
}

class IterationWalker {
  /** The last one is open; a loop header closes it. */
  readonly segments: Check[][] = [[]];
  private budget = MOST_CHECKS;

  constructor(private readonly module: ModuleFacts) {}

  block(block: Node, frame: Frame): void {
    const { tree } = this.module;
    for (let statement = tree.firstNamed(block); statement !== NONE; statement = tree.nextNamed(statement))
      this.statement(statement, frame);
  }

  private statement(node: Node, frame: Frame): void {
    const { tree } = this.module;
    switch (tree.kind[node]) {
      case Kind.if_statement:
        this.branch(node, frame);
        return;
      case Kind.for_statement:
      case Kind.while_statement:
        this.expression(
          tree.childByField(node, tree.kind[node] === Kind.for_statement ? Field.right : Field.condition),
          frame,
        );
        this.segments.push([]);
        return;
      case Kind.try_statement:
      case Kind.with_statement: {
        for (const part of tree.namedChildren(node)) {
          const kind = tree.kind[part];
          if (kind === Kind.block) this.block(part, frame);
          else if (kind === Kind.with_clause) this.expression(part, frame);
          else if (kind === Kind.else_clause || kind === Kind.finally_clause) this.block(bodyOf(tree, part), frame);
        }
        return;
      }
      case Kind.function_definition:
      case Kind.class_definition:
      case Kind.decorated_definition:
      case Kind.match_statement:
      case Kind.raise_statement:
        return;
      default:
        this.expression(node, frame);
    }
  }

  /**
   * An `if` with its `elif`s. One branch runs, so their paths add up; as many checks count as doublings give that many paths, from the
   * longest branch.
   */
  private branch(node: Node, frame: Frame): void {
    const { tree, surroundings } = this.module;
    const condition = tree.childByField(node, Field.condition);
    const consequence = tree.childByField(node, Field.consequence);
    if (condition === NONE || consequence === NONE) return;
    this.expression(condition, frame);
    const alternatives = tree.childrenByField(node, Field.alternative);
    if (surroundings.isRareBranch(node)) {
      for (const alternative of alternatives) this.alternative(alternative, frame);
      return;
    }
    // A branch that leaves the iteration adds one path; it does not double those that follow.
    const leaves = leavesIteration(tree, consequence, frame.path.length > 0);
    const before = this.open().length;
    if (!leaves) this.check(node, condition, frame);
    const counted = this.open().length > before;
    const branches = [
      ...(leaves ? [] : [this.apart(() => this.block(consequence, frame))]),
      ...alternatives.map((alternative) => this.apart(() => this.alternative(alternative, frame))),
    ];
    let longest: Check[] = [];
    let paths = alternatives.some((alternative) => tree.kind[alternative] === Kind.else_clause) ? 0 : 1;
    for (const segments of branches) {
      paths += 2 ** segments[0]!.length;
      if (segments[0]!.length > longest.length) longest = segments[0]!;
      for (const closed of segments.slice(1)) this.segments.splice(this.segments.length - 1, 0, closed);
    }
    this.open().push(...(counted ? longest.slice(0, Math.max(0, Math.floor(Math.log2(paths)) - 1)) : longest));
  }

  private alternative(node: Node, frame: Frame): void {
    const { tree } = this.module;
    if (tree.kind[node] === Kind.elif_clause) this.branch(node, frame);
    else this.block(bodyOf(tree, node), frame);
  }

  /** Runs a visit with segments of its own and returns them. */
  private apart(visit: () => void): Check[][] {
    const outer = this.segments.splice(0, this.segments.length, []);
    visit();
    return this.segments.splice(0, this.segments.length, ...outer);
  }

  private open(): Check[] {
    return this.segments[this.segments.length - 1]!;
  }

  /** Conditional expressions, `x = x or d`, calls of this module's functions, comprehensions. */
  expression(node: Node, frame: Frame): void {
    const { tree } = this.module;
    if (node === NONE) return;
    for (let inner = node; inner < tree.next[node]!; inner++) {
      const kind = tree.kind[inner]!;
      if (kind === Kind.lambda) {
        inner = tree.next[inner]! - 1;
      } else if (isComprehension(kind)) {
        this.segments.push([]);
        inner = tree.next[inner]! - 1;
      } else if (kind === Kind.conditional_expression) {
        this.check(inner, tree.namedChildren(inner)[1] ?? NONE, frame);
      } else if (kind === Kind.boolean_operator) {
        this.defaulting(inner, frame);
      } else if (kind === Kind.call) {
        this.call(inner, frame);
      }
    }
  }

  /** `x = x or d` asks the same of the data as an `if`. */
  private defaulting(node: Node, frame: Frame): void {
    const { tree } = this.module;
    const assignment = tree.parent[node]!;
    if (tree.kind[assignment] !== Kind.assignment) return;
    const left = tree.childByField(node, Field.left);
    const target = tree.childByField(assignment, Field.left);
    const operator = tree.childByField(node, Field.operator);
    if (tree.textOf(operator) !== "or" || tree.textOf(left) !== tree.textOf(target)) return;
    this.add(
      {
        node,
        condition: left,
        kind: "none",
        subject: tree.textOf(left),
        key: keyOf(tree, left, frame),
        choosesValue: true,
        returns: false,
        path: frame.path,
      },
      left,
      frame,
    );
  }

  private check(node: Node, condition: Node, frame: Frame): void {
    const { module } = this;
    const test = this.budget <= 0 ? undefined : readTest(module, condition, frame.varying);
    if (test === undefined) return;
    const subject = module.tree.textOf(test.subject);
    const key = keyOf(module.tree, test.subject, frame);
    const choosesValue = onlyChoosesValue(module, node, subject);
    const returns = endsByReturning(module.tree, node);
    this.add(
      { node, condition, kind: test.kind, subject, key, choosesValue, returns, path: frame.path },
      test.subject,
      frame,
    );
  }

  private add(check: Check, subject: Node, frame: Frame): void {
    if (this.budget <= 0 || !dependsOn(this.module.tree, subject, frame.varying)) return;
    this.budget--;
    this.open().push(check);
  }

  private call(node: Node, frame: Frame): void {
    if (frame.path.length >= DEEPEST || this.budget <= 0) return;
    const { tree, calls } = this.module;
    const callee = calls.calleeOf(node);
    if (callee === undefined || callee.isGenerator || callee.isAsync) return;
    if (frame.path.some((step) => step.callee === callee)) return;
    const body = tree.childByField(callee.node, Field.body);
    if (body === NONE || this.module.hotness.isDeclaredCold(callee)) return;
    const path = [...frame.path, { call: node, callee }];
    const passed = argumentsOf(this.module, node, callee);
    const varying = varyingInCallee(this.module, passed, callee, frame.varying);
    this.block(body, { varying, keys: keysInCallee(tree, passed, frame), path });
  }
}

/** Parameters that stand for a plain name of the caller have the key of that name. */
function keysInCallee(tree: Tree, passed: readonly Passed[], outer: Frame): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { parameter, value, whole } of passed) {
    if (whole && tree.kind[value] === Kind.identifier) keys.set(parameter, keyOf(tree, value, outer));
  }
  return keys;
}

/** The key of what is tested: its root name as the loop's function knows it, and the rest as written. */
function keyOf(tree: Tree, subject: Node, frame: Frame): string {
  let root = subject;
  while (tree.kind[root] === Kind.attribute || tree.kind[root] === Kind.subscript) root = tree.firstNamed(root);
  const name = tree.textOf(root);
  const own = `${frame.path.map((step) => step.call).join(",")}:${name}`;
  return (frame.keys.get(name) ?? own) + tree.textBetween(tree.endOf(root), tree.endOf(subject));
}
