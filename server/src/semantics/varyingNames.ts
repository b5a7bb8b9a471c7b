/** Which names have another value in each round of a loop, in the loop's function and in those that it calls. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { parametersOf } from "./functions.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import type { Binding, BindingSite, Scope } from "./scopes.js";

/** True when the expression reads one of the names. */
export function dependsOn(tree: Tree, expression: Node, names: ReadonlySet<string>): boolean {
  for (let node = expression; node < tree.next[expression]!; node++) {
    if (tree.kind[node] !== Kind.identifier || !names.has(tree.textOf(node))) continue;
    // `x.name` and `f(name=1)` read no variable called `name`.
    const field = tree.field[node];
    const parent = tree.parent[node]!;
    if (field === Field.attribute && tree.kind[parent] === Kind.attribute) continue;
    if (field === Field.name && tree.kind[parent] === Kind.keyword_argument) continue;
    return true;
  }
  return false;
}

/** A value made anew in each iteration: it reads a varying name, or calls something. */
function changes(tree: Tree, expression: Node, varying: ReadonlySet<string>): boolean {
  if (dependsOn(tree, expression, varying)) return true;
  for (let node = expression; node < tree.next[expression]!; node++) {
    if (tree.kind[node] === Kind.call || tree.kind[node] === Kind.await || tree.kind[node] === Kind.yield) return true;
  }
  return false;
}

/** The names that a round of the loop gives new values. */
export function varyingInLoop(module: ModuleFacts, loop: Node, body: Node): Set<string> {
  const { tree } = module;
  const scope = scopeAround(module, loop);
  const varying = new Set<string>();
  growVarying(module, scope, varying, ({ by }) => by === loop || tree.contains(body, by));
  return varying;
}

function scopeAround(module: ModuleFacts, node: Node): Scope {
  const fn = module.definitions.functionAround(node);
  return fn?.scope ?? module.scopes.module;
}

function isAssignmentTo(tree: Tree, node: Node, name: string): boolean {
  return tree.kind[node] === Kind.assignment && tree.textOf(tree.childByField(node, Field.left)) === name;
}

/** Adds the names of a scope that change, until none is added. Names build on each other, mostly in text order: few rounds do. */
function growVarying(
  module: ModuleFacts,
  scope: Scope,
  varying: Set<string>,
  counts: (site: BindingSite, binding: Binding) => boolean,
): void {
  const { tree } = module;
  const bindings = [...scope.bindings.values()].filter((binding) =>
    binding.sites.some((site) => counts(site, binding)),
  );
  const firstOf = (binding: Binding): Node => binding.sites.find((site) => counts(site, binding))!.name;
  bindings.sort((a, b) => firstOf(a) - firstOf(b));
  for (let round = 0; round < 3; round++) {
    const before = varying.size;
    for (const binding of bindings) {
      if (varying.has(binding.name)) continue;
      const changing = binding.sites.some((site) => {
        if (!counts(site, binding)) return false;
        switch (site.kind) {
          case "for":
          case "with":
          case "walrus":
            return true;
          case "assignment":
          case "augmented": {
            const right = tree.childByField(site.by, Field.right);
            // `x = x = value` is one value, looked at where it stands: else a long chain would be read once for each of its names.
            if (right === NONE || isAssignmentTo(tree, right, binding.name)) return false;
            return changes(tree, right, varying);
          }
          default:
            return false;
        }
      });
      if (changing) varying.add(binding.name);
    }
    if (varying.size === before) return;
  }
}

/** What a call passes for the parameters of a function of this module. */
export interface Passed {
  readonly parameter: string;
  /** The argument; of a spread one the whole, and of a new instance the call that makes it. */
  readonly value: Node;
  /** The argument is this value itself, not a part of a spread one. */
  readonly whole: boolean;
}

/** The names of a callee that change from call to call, for this call of it. */
export function varyingInCallee(
  module: ModuleFacts,
  passed: readonly Passed[],
  callee: FunctionInfo,
  outer: ReadonlySet<string>,
): Set<string> {
  const { tree } = module;
  const varying = new Set<string>();
  for (const { parameter, value } of passed) if (changes(tree, value, outer)) varying.add(parameter);
  // A parameter that is tested before it is assigned anew is what the call passed.
  growVarying(module, callee.scope, varying, (_site, binding) => binding.sites[0]?.kind !== "parameter");
  return varying;
}

/** What a call passes for the parameters of a function of this module, as far as it can be told. */
export function argumentsOf(module: ModuleFacts, call: Node, callee: FunctionInfo): Passed[] {
  const { tree } = module;
  const passed: Passed[] = [];
  const all = parametersOf(tree, callee.node);
  const functionNode = tree.childByField(call, Field.function);
  const isMethod = callee.owner !== null && callee.decoration !== "static";
  if (isMethod && all[0] !== undefined) {
    const isAttribute = tree.kind[functionNode] === Kind.attribute;
    if (isAttribute)
      passed.push({ parameter: all[0].name, value: tree.childByField(functionNode, Field.object), whole: true });
    else if (callee.name === "__init__") passed.push({ parameter: all[0].name, value: call, whole: false });
  }
  const list = tree.childByField(call, Field.arguments);
  if (list === NONE || tree.kind[list] !== Kind.argument_list) return passed;
  const parameters = isMethod ? all.slice(1) : all;
  const positional = parameters.filter((parameter) => parameter.kind === "positional");
  const star = parameters.find((parameter) => parameter.kind === "star");
  const named = new Set<string>();
  let position = 0;
  for (const argument of tree.namedChildren(list)) {
    const kind = tree.kind[argument];
    if (kind === Kind.keyword_argument) {
      const parameter = tree.textOf(tree.childByField(argument, Field.name));
      named.add(parameter);
      passed.push({ parameter, value: tree.childByField(argument, Field.value), whole: true });
    } else if (kind === Kind.list_splat) {
      for (const { name } of positional.slice(position))
        passed.push({ parameter: name, value: argument, whole: false });
      if (star !== undefined) passed.push({ parameter: star.name, value: argument, whole: false });
    } else if (kind === Kind.dictionary_splat) {
      const open = parameters.filter((parameter) => parameter.kind !== "star" && !named.has(parameter.name));
      for (const parameter of open) {
        if (!positional.slice(0, position).includes(parameter))
          passed.push({ parameter: parameter.name, value: argument, whole: false });
      }
    } else if (kind !== Kind.comment) {
      const parameter = positional[position++] ?? star;
      if (parameter !== undefined)
        passed.push({ parameter: parameter.name, value: argument, whole: parameter !== star });
    }
  }
  return passed;
}
