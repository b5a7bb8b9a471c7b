/** Values that are an int on one path and a float on another. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { enclosingFunction } from "./functions.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { unparenthesized } from "./rounds.js";
import type { Rows } from "./rows.js";
import type { Binding, BindingSite } from "./scopes.js";

/** Such a value. */
export interface MixedNumber {
  /** The expressions that give an int, in text order. */
  readonly ints: readonly Node[];
  /** The expression whose value it is, `NONE` for a name or result that several statements decide about. */
  readonly expression: Node;
  /** The name that holds it, for values that assignments decide about. */
  readonly binding: Binding | null;
  /** The function that returns it, for values that `return` statements decide about. */
  readonly returnedBy: FunctionInfo | null;
  /** False when the type of a part is known from an annotation only. */
  readonly certain: boolean;
}

/** The values of mixed type that the statements in a part make, in text order of their first int. */
export function mixedNumbersIn(module: ModuleFacts, { from, to }: Rows): MixedNumber[] {
  const { tree, index } = module;
  const found: MixedNumber[] = [];
  for (const node of index.between(from, to, Kind.conditional_expression)) {
    const value = mixedConditional(module, node);
    if (value !== undefined) found.push(value);
  }
  const bindings = new Set<Binding>();
  const functions = new Set<FunctionInfo>();
  for (const statement of index.between(from, to, Kind.if_statement)) {
    for (const block of branchesOf(tree, statement)) {
      for (let inner = tree.firstNamed(block); inner !== NONE; inner = tree.nextNamed(inner)) {
        const binding = assignedIn(module, inner);
        if (binding !== undefined) bindings.add(binding);
        if (!returnsNumber(tree, inner)) continue;
        const fn = module.definitions.functionAround(inner);
        if (fn !== null) functions.add(fn);
      }
    }
  }
  for (const binding of bindings) {
    const value = mixedName(module, binding);
    if (value !== undefined) found.push(value);
  }
  for (const fn of functions) {
    const value = mixedResult(module, fn);
    if (value !== undefined) found.push(value);
  }
  return found.sort((a, b) => a.ints[0]! - b.ints[0]!);
}

/** A number as it is written in the source: `0`, `-1`, `2.5`. */
export function isLiteral(tree: Tree, node: Node, kind: Kind.integer | Kind.float): boolean {
  const number = tree.kind[node] === Kind.unary_operator ? tree.childByField(node, Field.argument) : node;
  return number !== NONE && tree.kind[number] === kind;
}

function mixedConditional(module: ModuleFacts, node: Node): MixedNumber | undefined {
  const [yes, , no] = module.tree.namedChildren(node);
  if (yes === undefined || no === undefined) return undefined;
  return mixed(module, [yes, no], { expression: node });
}

/** `int` and `float` are both among the types of the values, and nothing else is. */
function mixed(
  module: ModuleFacts,
  values: readonly Node[],
  holder: Partial<Pick<MixedNumber, "expression" | "binding" | "returnedBy">>,
  annotated: readonly string[] = [],
): MixedNumber | undefined {
  const ints: Node[] = [];
  let floats = annotated.length;
  let certain = annotated.length === 0;
  for (const value of values) {
    const type = module.values.typeOf(value);
    if (type === undefined || type.cls !== null) return undefined;
    if (type.type === "int") ints.push(unparenthesized(module.tree, value));
    else if (type.type === "float") floats++;
    else return undefined;
    certain &&= type.certain;
  }
  if (ints.length === 0 || floats === 0) return undefined;
  return { ints, expression: NONE, binding: null, returnedBy: null, ...holder, certain };
}

/** The blocks of the branches of an `if`. */
function branchesOf(tree: Tree, statement: Node): Node[] {
  const blocks = [tree.childByField(statement, Field.consequence)];
  for (const clause of tree.childrenByField(statement, Field.alternative))
    blocks.push(tree.childByField(clause, tree.kind[clause] === Kind.else_clause ? Field.body : Field.consequence));
  return blocks.filter((block) => block !== NONE);
}

/** The name of a function that a statement assigns to, where an int is written out among its values. */
function assignedIn(module: ModuleFacts, statement: Node): Binding | undefined {
  const { tree, values } = module;
  const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
  if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return undefined;
  const left = tree.childByField(assignment, Field.left);
  if (left === NONE || tree.kind[left] !== Kind.identifier) return undefined;
  const binding = values.bindingOf(left);
  if (binding === undefined || binding.rebound || binding.scope.kind !== "function") return undefined;
  return binding.sites.length > 1 && binding.sites.some((site) => assignsInt(module, site)) ? binding : undefined;
}

function assignsInt(module: ModuleFacts, { kind, by }: BindingSite): boolean {
  if (kind !== "assignment") return false;
  const right = module.tree.childByField(by, Field.right);
  if (right === NONE) return false;
  if (isLiteral(module.tree, right, Kind.integer)) return true;
  return module.tree.kind[right] === Kind.call && module.values.typeOf(right)?.type === "int";
}

/** Assignments of ints and floats to one name in one round of the same loop. One that builds on the name is an accumulator. */
function mixedName(module: ModuleFacts, binding: Binding): MixedNumber | undefined {
  const { tree } = module;
  const values: Node[] = [];
  const annotated: string[] = [];
  let loop: Node | undefined;
  for (const site of binding.sites) {
    if (site.kind === "parameter") {
      const type = tree.childByField(site.by, Field.type);
      if (type === NONE || !FLOAT_OR_NONE.test(tree.textOf(type).replace(/\s/g, ""))) return undefined;
      if (module.surroundings.around(site.by).loops.length > 0) return undefined;
      annotated.push(binding.name);
      continue;
    }
    if (site.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return undefined;
    const right = tree.childByField(site.by, Field.right);
    if (right === NONE || mentions(tree, right, binding.name)) return undefined;
    const around = loopAround(tree, site.by);
    if (loop !== undefined && loop !== around) return undefined;
    loop = around;
    values.push(right);
  }
  // A parameter is given once, so what the loops of the function do to it happens once.
  if (annotated.length > 0 && loop !== NONE) return undefined;
  return mixed(module, values, { binding }, annotated);
}

const FLOAT_OR_NONE = /^(float|(typing\.)?Optional\[float\]|float\|None|None\|float)$/;

function mentions(tree: Tree, expression: Node, name: string): boolean {
  for (let node = expression; node < tree.next[expression]!; node++)
    if (tree.kind[node] === Kind.identifier && tree.textOf(node) === name) return true;
  return false;
}

/** The innermost loop statement around a node in its function, or `NONE`. */
function loopAround(tree: Tree, node: Node): Node {
  for (let outer = tree.parent[node]!; outer !== NONE; outer = tree.parent[outer]!) {
    const kind = tree.kind[outer];
    if (kind === Kind.for_statement || kind === Kind.while_statement) return outer;
    if (kind === Kind.function_definition) return NONE;
  }
  return NONE;
}

function returnsNumber(tree: Tree, statement: Node): boolean {
  if (tree.kind[statement] !== Kind.return_statement) return false;
  const value = tree.firstNamed(statement);
  return value !== NONE && (isLiteral(tree, value, Kind.integer) || isLiteral(tree, value, Kind.float));
}

/** A function whose `return` statements give ints and floats. */
function mixedResult(module: ModuleFacts, fn: FunctionInfo): MixedNumber | undefined {
  const { tree } = module;
  if (fn.isAsync || fn.isGenerator || fn.decoration === "unknown") return undefined;
  const values: Node[] = [];
  for (let node = fn.node; node < tree.next[fn.node]!; node++) {
    if (tree.kind[node] !== Kind.return_statement || enclosingFunction(tree, node) !== fn.node) continue;
    const value = tree.firstNamed(node);
    if (value === NONE) return undefined;
    values.push(value);
  }
  return mixed(module, values, { returnedBy: fn });
}

/** Where a value of mixed type arrives. */
export interface MixedUses {
  /** The expressions that have the value, where they stand in other expressions or statements. */
  readonly at: readonly Node[];
  /** The text shows all of them: none lies behind a `return`. */
  readonly complete: boolean;
}

/** Names are followed through so many assignments and results. */
const FURTHEST = 3;

/**
 * Where the value arrives: behind names that it is assigned to, and behind a `return` at the calls in `loop`.
 *
 * @param loop the loop statement or comprehension in which calls are looked for, or `NONE`
 */
export function usesOfMixed(module: ModuleFacts, value: MixedNumber, loop: Node): MixedUses {
  const at: Node[] = [];
  let complete = true;
  const follow = (expression: Node, depth: number): void => {
    const { tree } = module;
    let node = expression;
    while (tree.kind[tree.parent[node]!] === Kind.parenthesized_expression) node = tree.parent[node]!;
    const outer = tree.parent[node]!;
    if (depth > FURTHEST) complete = false;
    else if (tree.kind[outer] === Kind.return_statement) {
      complete = false;
      followCalls(module.definitions.functionAround(outer), depth);
    } else if (tree.kind[outer] === Kind.assignment && tree.field[node] === Field.right) {
      const left = tree.childByField(outer, Field.left);
      const binding = tree.kind[left] === Kind.identifier ? module.values.bindingOf(left) : undefined;
      if (binding?.scope.kind !== "function" || binding.rebound) at.push(node);
      else followName(binding, depth);
    } else at.push(node);
  };
  const followName = (binding: Binding, depth: number): void => {
    const targets = new Set(binding.sites.map((site) => site.name));
    for (const reference of module.values.referencesTo(binding))
      if (!targets.has(reference)) follow(reference, depth + 1);
  };
  const followCalls = (fn: FunctionInfo | null, depth: number): void => {
    complete = false;
    if (fn === null || loop === NONE) return;
    for (const call of callsOf(module, fn, loop)) follow(call, depth + 1);
  };
  if (value.binding !== null) followName(value.binding, 0);
  else if (value.returnedBy !== null) followCalls(value.returnedBy, 0);
  else follow(value.expression, 0);
  return { at, complete };
}

/** An expression of mixed type whose value arithmetic or a comparison has, behind names at most. */
export function isCalculatedWith(module: ModuleFacts, expression: Node): boolean {
  const value: MixedNumber = { ints: [], expression, binding: null, returnedBy: null, certain: false };
  return usesOfMixed(module, value, NONE).at.some((use) => otherOperand(module.tree, use) !== NONE);
}

/** The calls of a function of this module inside a node. */
export function callsOf(module: ModuleFacts, fn: FunctionInfo, inside: Node): Node[] {
  return module.index.within(inside, Kind.call).filter((call) => module.calls.calleeOf(call) === fn);
}

const ARITHMETIC = /^(\+|-|\*|\/|\/\/|%|\*\*)=?$/;
const ORDER = /^(<|<=|>|>=|==|!=)$/;

/** The other operand where an expression stands in arithmetic or in a comparison of two values, else `NONE`. */
export function otherOperand(tree: Tree, expression: Node): Node {
  const outer = tree.parent[expression]!;
  switch (tree.kind[outer]) {
    case Kind.binary_operator:
    case Kind.augmented_assignment: {
      if (!ARITHMETIC.test(tree.textOf(tree.childByField(outer, Field.operator)))) return NONE;
      const isLeft = tree.field[expression] === Field.left;
      return tree.childByField(outer, isLeft ? Field.right : Field.left);
    }
    case Kind.comparison_operator: {
      const [left, right, more] = tree.namedChildren(outer).filter((part) => tree.field[part] !== Field.operators);
      if (left === undefined || right === undefined || more !== undefined) return NONE;
      if (!ORDER.test(tree.textOf(tree.childByField(outer, Field.operators)))) return NONE;
      return left === expression ? right : left;
    }
    default:
      return NONE;
  }
}
