/**
 * Numbers whose type no input can change. Types that an annotation states, or that the items of a list had when it was written, are what
 * a rewrite may expect, not what it may rely on.
 */
import type { ModuleFacts } from "../semantics/module.js";
import type { BindingSite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";

/** A type, for certain. */
export type NumberType = "int" | "float";

const CALLS: ReadonlyMap<string, NumberType> = new Map([
  ["builtins.float", "float"],
  ["builtins.int", "int"],
  ["builtins.len", "int"],
  ["builtins.ord", "int"],
]);

/** The type of an expression that gives an int or a float whatever the program gets, or undefined. */
export function certainNumber(module: ModuleFacts, expression: Node): NumberType | undefined {
  return numberOf(module, expression, new Set());
}

function numberOf(module: ModuleFacts, node: Node, open: Set<Node>): NumberType | undefined {
  const { tree, values } = module;
  switch (tree.isDeep(node) ? Kind.ERROR : tree.kind[node]) {
    case Kind.integer:
    case Kind.float: {
      const isComplex = /[jJ]$/.test(tree.textOf(node));
      return isComplex ? undefined : tree.kind[node] === Kind.integer ? "int" : "float";
    }
    case Kind.parenthesized_expression:
      return numberOf(module, tree.firstNamed(node), open);
    case Kind.unary_operator: {
      const operator = tree.textOf(tree.childByField(node, Field.operator));
      return operator === "~" ? undefined : numberOf(module, tree.childByField(node, Field.argument), open);
    }
    case Kind.binary_operator: {
      const left = numberOf(module, tree.childByField(node, Field.left), open);
      const right = numberOf(module, tree.childByField(node, Field.right), open);
      if (left === undefined || right === undefined) return undefined;
      const operator = tree.textOf(tree.childByField(node, Field.operator));
      if (operator === "/") return "float";
      return /^(\+|-|\*|\/\/|%)$/.test(operator) ? (left === right ? left : "float") : undefined;
    }
    case Kind.call: {
      const callee = values.of(tree.childByField(node, Field.function));
      return callee?.kind === "external" ? CALLS.get(callee.name) : undefined;
    }
    case Kind.identifier: {
      const binding = values.bindingOf(node);
      if (binding === undefined || binding.rebound || binding.scope.kind !== "function") return undefined;
      const types = new Set<NumberType | undefined>();
      for (const site of binding.sites) {
        if (open.has(site.name)) continue;
        open.add(site.name);
        types.add(numberAt(module, site, open));
        open.delete(site.name);
      }
      return types.size === 1 ? [...types][0] : undefined;
    }
    default:
      return undefined;
  }
}

function numberAt(module: ModuleFacts, site: BindingSite, open: Set<Node>): NumberType | undefined {
  const { tree, values } = module;
  const right = tree.childByField(site.by, Field.right);
  if (site.kind === "for") {
    const isTarget = tree.childByField(site.by, Field.left) === site.name;
    return isTarget && values.typeOf(right)?.type === "range" && tree.kind[right] === Kind.call ? "int" : undefined;
  }
  if (tree.childByField(site.by, Field.left) !== site.name) return undefined;
  if (site.kind === "assignment" && tree.kind[right] !== Kind.assignment) return numberOf(module, right, open);
  if (site.kind === "augmented" && /^(\+|-|\*|\/\/|%)=$/.test(tree.textOf(tree.childByField(site.by, Field.operator))))
    return numberOf(module, right, open);
  return undefined;
}
