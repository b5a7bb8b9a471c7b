/** Formats of `struct` calls in hot code: whether a call's format is made in each round, or comes out of a variable. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Heat } from "./hotness.js";
import type { ModuleFacts } from "./module.js";
import { unparenthesized } from "./rounds.js";

/** `made`: put together in each round. `variable`: read from a local variable that is set before the loop. */
export type FormatKind = "made" | "variable";

/** What is known of a call's format; undefined for one that the text shows, and for what is not known. */
export interface DynamicFormat {
  readonly kind: FormatKind;
  /** The expression that makes it, or the name. */
  readonly node: Node;
  /** All that differs from call to call are parameters of a function that a hot loop calls: to the JIT they may be constants. */
  readonly onlyParameters: boolean;
}

/** The format of a call of `struct.unpack`, `struct.pack` and the like. */
export function dynamicFormatOf(module: ModuleFacts, call: Node, heat: Heat): DynamicFormat | undefined {
  const { tree } = module;
  const list = tree.childByField(call, Field.arguments);
  const first = list === NONE || tree.kind[list] !== Kind.argument_list ? NONE : tree.firstNamed(list);
  const format = unparenthesized(tree, first);
  if (format === NONE || tree.hasError(call)) return undefined;
  const loop = innermostLoop(module, call);
  if (tree.kind[format] !== Kind.identifier) return madeAt(module, format, loop, heat);
  const binding = module.values.bindingOf(format);
  if (binding === undefined || binding.rebound || binding.scope.kind !== "function") return undefined;
  const inLoop = binding.sites.filter((site) => loop !== NONE && tree.contains(loop, site.by));
  for (const site of inLoop) {
    const right = site.kind === "assignment" ? tree.childByField(site.by, Field.right) : NONE;
    const made = right === NONE ? undefined : madeAt(module, unparenthesized(tree, right), loop, heat);
    if (made !== undefined) return made;
  }
  // Set in the round to a constant, or to what is not known.
  if (inLoop.length > 0 || loop === NONE || heat.chain.length > 0) return undefined;
  return { kind: "variable", node: format, onlyParameters: false };
}

/** The loop around a call in its own function, or `NONE`. */
function innermostLoop(module: ModuleFacts, call: Node): Node {
  return module.surroundings.around(call).loops[0]?.node ?? NONE;
}

/** An f-string, `"%ds" % n`, `"<" + codes`, `"H" * n` or `"{}s".format(n)` of something that is not the same in all rounds for sure. */
function madeAt(module: ModuleFacts, format: Node, loop: Node, heat: Heat): DynamicFormat | undefined {
  const { tree } = module;
  if (!isMaking(module, format)) return undefined;
  const varying: Node[] = [];
  for (let node = format; node < tree.next[format]!; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.call && !isFormatting(module, node)) varying.push(node);
    if (kind === Kind.subscript) varying.push(node);
    if (kind === Kind.attribute) {
      if (isVaryingAttribute(module, node)) varying.push(node);
      node = tree.next[node]! - 1;
    }
    if (kind === Kind.identifier && isVaryingName(module, node, loop)) varying.push(node);
  }
  if (varying.length === 0) return undefined;
  return { kind: "made", node: format, onlyParameters: heat.chain.length > 0 && varying.every(isParameter(module)) };
}

function isMaking(module: ModuleFacts, node: Node): boolean {
  const { tree, values } = module;
  switch (tree.kind[node]) {
    case Kind.string:
      return tree.childOfKind(node, Kind.interpolation) !== NONE;
    case Kind.concatenated_string:
      return tree.namedChildren(node).some((part) => isMaking(module, part));
    case Kind.binary_operator: {
      const operator = tree.textOf(tree.childByField(node, Field.operator));
      if (operator !== "+" && operator !== "%" && operator !== "*") return false;
      const sides = [tree.childByField(node, Field.left), tree.childByField(node, Field.right)];
      return sides.some((side) => {
        const part = unparenthesized(tree, side);
        return (
          tree.kind[part] === Kind.string ||
          isMaking(module, part) ||
          /^(str|bytes)$/.test(values.typeOf(part)?.type ?? "")
        );
      });
    }
    case Kind.call:
      return isFormatting(module, node);
    default:
      return false;
  }
}

function isFormatting(module: ModuleFacts, call: Node): boolean {
  const callee = module.values.of(module.tree.childByField(call, Field.function));
  return callee?.kind === "external" && (callee.name === "str.format" || callee.name === "str.join");
}

/** Constants are written in capitals; what stands in modules does not change. */
function isVaryingAttribute(module: ModuleFacts, attribute: Node): boolean {
  const { tree, values } = module;
  const name = tree.textOf(tree.childByField(attribute, Field.attribute));
  if (name === name.toUpperCase()) return false;
  const object = values.of(tree.childByField(attribute, Field.object));
  // The method of `"{}s".format(n)` is no part of the format.
  return object?.kind !== "external" && object?.kind !== "class" && tree.field[attribute] !== Field.function;
}

/** A local name, unless the round sets it to what the text shows. */
function isVaryingName(module: ModuleFacts, identifier: Node, loop: Node): boolean {
  const { tree, values } = module;
  const binding = values.bindingOf(identifier);
  if (binding === undefined || binding.scope.kind === "module" || binding.scope.kind === "class") return false;
  return !binding.sites.every((site) => {
    if (site.kind !== "assignment" || loop === NONE || !tree.contains(loop, site.by)) return false;
    const kind = tree.kind[tree.childByField(site.by, Field.right)];
    return kind === Kind.string || kind === Kind.integer;
  });
}

function isParameter(module: ModuleFacts): (node: Node) => boolean {
  return (node) => {
    if (module.tree.kind[node] !== Kind.identifier) return false;
    const binding = module.values.bindingOf(node);
    return binding?.sites.every((site) => site.kind === "parameter") === true;
  };
}
