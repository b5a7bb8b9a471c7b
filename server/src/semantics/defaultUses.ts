/** The calls that pass or leave out what has an int default, and the reads of such fields, of one part of a module. */

import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { isTarget } from "./attributeWrites.js";
import type { Heat } from "./hotness.js";
import { type HotRead, isPlainInt } from "./intDefaults.js";
import { isCalculatedWith } from "./mixedNumbers.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { type Origins, originsOf } from "./objectOrigins.js";
import type { Rows } from "./rows.js";
import { argumentsOf, dependsOn, varyingInCallee, varyingInLoop } from "./varyingNames.js";

/** An argument of a call. */
export interface Given {
  /** Its position, `self` not counted, or the name that it is given by. */
  readonly at: number | string;
  /** `annotated` for a float of which the text says so by an annotation only. */
  readonly type: "float" | "annotated" | "other";
}

/** A call of a function, or of a class to make an object of it. */
export interface DefaultCall {
  readonly target: FunctionInfo | ClassInfo;
  readonly call: Node;
  readonly given: readonly Given[];
  /** It spreads arguments, which may be any. */
  readonly isOpen: boolean;
}

/** A read of a field in a hot loop, of another object in each round, that is calculated with. */
export interface ObjectRead extends HotRead {
  readonly cls: ClassInfo;
  readonly field: string;
  readonly origins: NonNullable<Origins>;
  readonly certain: boolean;
}

/** A statement that gives a field of an object a value. */
export interface FieldWrite {
  readonly field: string;
  /** The class of the object and its bases; null where the object may be anything. */
  readonly order: readonly (ClassInfo | undefined)[] | null;
  /** The `assignment` whose whole target it is, else `NONE`. */
  readonly assignment: Node;
}

/** @param names what the functions and classes are called that are asked about */
export function defaultCallsIn(module: ModuleFacts, names: ReadonlySet<string>, { from, to }: Rows): DefaultCall[] {
  const { tree } = module;
  return module.index.between(from, to, Kind.call).flatMap((call): DefaultCall[] => {
    const callee = tree.childByField(call, Field.function);
    const name = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.attribute) : callee;
    if (name === NONE || tree.kind[name] !== Kind.identifier || !names.has(tree.textOf(name))) return [];
    if (tree.hasError(call) || tree.kind[tree.childByField(call, Field.arguments)] !== Kind.argument_list) return [];
    const target = targetOf(module, call, callee);
    return target === undefined ? [] : [{ target, call, ...givenBy(module, call) }];
  });
}

function targetOf(module: ModuleFacts, call: Node, callee: Node): FunctionInfo | ClassInfo | undefined {
  const { values } = module;
  const value = values.of(callee);
  if (value?.kind === "class") return value.exact && values.makesInstances(value.cls) ? value.cls : undefined;
  if (value?.kind !== "function" || module.calls.calleeOf(call) !== value.fn) return undefined;
  // `C.method(object)` passes the object as an argument.
  const isMethod = value.fn.owner !== null && value.fn.decoration !== "static";
  return !isMethod || value.bound ? value.fn : undefined;
}

function givenBy(module: ModuleFacts, call: Node): { given: Given[]; isOpen: boolean } {
  const { tree } = module;
  const given: Given[] = [];
  let isOpen = false;
  let position = 0;
  for (const argument of tree.namedChildren(tree.childByField(call, Field.arguments))) {
    const kind = tree.kind[argument];
    if (kind === Kind.keyword_argument) {
      const at = tree.textOf(tree.childByField(argument, Field.name));
      given.push({ at, type: typeOf(module, tree.childByField(argument, Field.value)) });
    } else if (kind === Kind.list_splat || kind === Kind.dictionary_splat) isOpen = true;
    else if (kind !== Kind.comment && !isOpen) given.push({ at: position++, type: typeOf(module, argument) });
  }
  return { given, isOpen };
}

function typeOf(module: ModuleFacts, argument: Node): Given["type"] {
  const type = module.values.typeOf(argument);
  if (type?.type !== "float" || passesOn(module, argument)) return "other";
  return type.certain ? "float" : "annotated";
}

/** A parameter that has an int default itself: `def report(rows, tax: float = 0): return weigh(rows, tax)`. */
function passesOn({ tree, values }: ModuleFacts, argument: Node): boolean {
  if (tree.kind[argument] !== Kind.identifier) return false;
  const sites = values.bindingOf(argument)?.sites ?? [];
  return sites.some(({ kind, by }) => kind === "parameter" && isPlainInt(tree, tree.childByField(by, Field.value)));
}

/** @param names what the fields are called that are asked about */
export function objectReadsIn(module: ModuleFacts, names: ReadonlySet<string>, { from, to }: Rows): ObjectRead[] {
  const { tree, values, hotness } = module;
  const found: ObjectRead[] = [];
  for (let read = from; read < to; read++) {
    if (tree.kind[read] !== Kind.attribute) continue;
    const name = tree.childByField(read, Field.attribute);
    if (name === NONE || !names.has(tree.textOf(name)) || isTarget(tree, read)) continue;
    const object = tree.childByField(read, Field.object);
    const type = values.typeOf(object);
    if (type === undefined || type.cls === null) continue;
    const heat = hotness.of(read);
    if (!hotness.isHot(heat, "pypy") || !isOtherEachRound(module, object, heat)) continue;
    const origins = originsOf(module, object, heat);
    if (origins === undefined || !isCalculatedWith(module, read)) continue;
    found.push({ cls: type.cls, field: tree.textOf(name), read, heat, origins, certain: type.certain });
  }
  return found;
}

/** @param names what the fields are called that are asked about */
export function fieldWritesIn(module: ModuleFacts, names: ReadonlySet<string>, { from, to }: Rows): FieldWrite[] {
  const { tree, values } = module;
  const found: FieldWrite[] = [];
  for (let target = from; target < to; target++) {
    if (tree.kind[target] !== Kind.attribute) continue;
    const name = tree.childByField(target, Field.attribute);
    if (name === NONE || !names.has(tree.textOf(name)) || !isTarget(tree, target)) continue;
    const value = values.of(tree.childByField(target, Field.object));
    const cls = value?.kind === "instance" || value?.kind === "class" ? value.cls : null;
    if (value !== undefined && cls === null) continue;
    const parent = tree.parent[target]!;
    found.push({
      field: tree.textOf(name),
      order: cls === null ? null : values.mro(cls),
      assignment: tree.kind[parent] === Kind.assignment ? parent : NONE,
    });
  }
  return found;
}

/** The object comes from a name that the loop gives a new value in each round, through one call at most. */
function isOtherEachRound(module: ModuleFacts, object: Node, { loop, chain }: Heat): boolean {
  const { tree } = module;
  if (loop === null || chain.length > 1) return false;
  module.tracker.readAt(loop.node);
  const varying =
    tree.kind[loop.node] === Kind.for_in_clause
      ? namesIn(tree, tree.childByField(loop.node, Field.left))
      : varyingInLoop(module, loop.node, tree.childByField(loop.node, Field.body));
  const [step] = chain;
  if (step === undefined) return dependsOn(tree, object, varying);
  if (step.outside !== undefined || tree.kind[step.call] !== Kind.call) return false;
  const passed = argumentsOf(module, step.call, step.callee);
  return dependsOn(tree, object, varyingInCallee(module, passed, step.callee, varying));
}

function namesIn(tree: Tree, pattern: Node): Set<string> {
  const names = new Set<string>();
  for (let node = pattern; node < tree.next[pattern]!; node++)
    if (tree.kind[node] === Kind.identifier) names.add(tree.textOf(node));
  return names;
}
