/** Attributes that the `__init__` of a class sets on some paths only, so that its objects come in many shapes. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { parametersOf } from "./functions.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";

/** An `if` of `__init__` that decides whether attributes are there. */
export interface OptionalAttributes {
  /** Each once, in text order; never empty. */
  readonly names: readonly string[];
  /** The first attribute that it may set, as `self.name`. */
  readonly first: Node;
  /** A parameter of `__init__` stands in the condition: it depends on what the object is made of. */
  readonly onArguments: boolean;
}

/**
 * The `if` statements of an `__init__`, one a condition, that set an attribute which is otherwise not set. Empty where somebody else may set
 * it before: a base class, `setattr`, `__slots__`.
 */
export function optionalAttributesOf(module: ModuleFacts, init: FunctionInfo, cls: ClassInfo): OptionalAttributes[] {
  const { tree } = module;
  if (module.values.mro(cls).length !== 1 || cls.scope.find("__slots__") !== undefined) return [];
  const [self, ...others] = parametersOf(tree, init.node).map((parameter) => parameter.name);
  const body = tree.childByField(init.node, Field.body);
  if (self === undefined || body === NONE || setsByOtherMeans(tree, body)) return [];
  const statements = tree.namedChildren(body);
  const always = new Set<string>();
  for (const statement of statements)
    if (tree.kind[statement] === Kind.expression_statement)
      for (const target of targetsIn(tree, statement, self)) always.add(nameOf(tree, target));
  const found: OptionalAttributes[] = [];
  const conditions = new Set<string>();
  for (const statement of statements) {
    if (tree.kind[statement] !== Kind.if_statement || leaves(tree, statement)) continue;
    const condition = tree.childByField(statement, Field.condition);
    const text = condition === NONE ? "" : tree.textOf(condition);
    const targets = optionalTargets(tree, statement, self).filter((target) => !always.has(nameOf(tree, target)));
    if (targets.length === 0 || conditions.has(text)) continue;
    conditions.add(text);
    found.push({
      names: [...new Set(targets.map((target) => nameOf(tree, target)))],
      first: targets[0]!,
      onArguments: mentionsAny(tree, condition, others),
    });
  }
  return found;
}

function nameOf(tree: Tree, attribute: Node): string {
  return tree.textOf(tree.childByField(attribute, Field.attribute));
}

/** The `self.name` that assignments in a node give a value. */
function targetsIn(tree: Tree, outer: Node, self: string): Node[] {
  const found: Node[] = [];
  for (let node = outer; node < tree.next[outer]!; node++) {
    if (tree.kind[node] !== Kind.attribute) continue;
    const object = tree.childByField(node, Field.object);
    if (object === NONE || tree.kind[object] !== Kind.identifier || tree.textOf(object) !== self) continue;
    const parent = tree.parent[node]!;
    if (tree.kind[parent] === Kind.assignment && tree.field[node] === Field.left) found.push(node);
  }
  return found;
}

/** The attributes that some branch of an `if` sets and another does not. */
function optionalTargets(tree: Tree, statement: Node, self: string): Node[] {
  const clauses = tree.childrenByField(statement, Field.alternative);
  const branches = [tree.childByField(statement, Field.consequence)];
  let hasElse = false;
  for (const clause of clauses) {
    const isElse = tree.kind[clause] === Kind.else_clause;
    hasElse ||= isElse;
    branches.push(tree.childByField(clause, isElse ? Field.body : Field.consequence));
  }
  const sets = branches.map((branch) => (branch === NONE ? [] : targetsIn(tree, branch, self)));
  if (!hasElse) return sets.flat();
  const names = sets.map((targets) => new Set(targets.map((target) => nameOf(tree, target))));
  return sets.flat().filter((target) => !names.every((set) => set.has(nameOf(tree, target))));
}

/** A way through the `if` ends `__init__`. */
function leaves(tree: Tree, statement: Node): boolean {
  for (let node = statement; node < tree.next[statement]!; node++)
    if (tree.kind[node] === Kind.return_statement || tree.kind[node] === Kind.raise_statement) return true;
  return false;
}

/** `setattr`, `__dict__`, or a call that gets the object. */
function setsByOtherMeans(tree: Tree, body: Node): boolean {
  return /\b(setattr|__dict__|vars|super|__setstate__)\b/.test(tree.textOf(body));
}

function mentionsAny(tree: Tree, expression: Node, names: readonly string[]): boolean {
  if (expression === NONE) return false;
  for (let node = expression; node < tree.next[expression]!; node++)
    if (tree.kind[node] === Kind.identifier && names.includes(tree.textOf(node))) return true;
  return false;
}
