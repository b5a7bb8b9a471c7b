/**
 * `value = table.get(key, default)` for `try: value = table[key]` with `except KeyError: value = default`. A dict's own `get` gives the same
 * value; what differs is that the default is read first, and that a KeyError out of the hash or comparison of a key is no longer caught.
 */
import type { Fix, Refusal } from "../findings.js";
import type { Handled } from "../semantics/handledRaises.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { bareText, haveValues, purityOf, unsetNames } from "./purity.js";
import { standAlone } from "./statements.js";

const TITLE = "Ask by dict.get (CPython)";

/** The fix for a `try` around one look-up, or why there is none. */
export function dictGet(
  module: ModuleFacts,
  statement: Node,
  handled: Handled,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const refused = (reason: string) => ({ fixes: [], refusals: [{ title: TITLE, kind: "quickfix" as const, reason }] });
  const { tree } = module;
  if (tree.childOfKind(statement, Kind.else_clause) !== NONE) return refused("The try has an else.");
  if (tree.kind[tree.childByField(handled.clause, Field.value)] === Kind.as_pattern)
    return refused("The handler gives the exception a name.");
  const asked = onlyAssignment(module, handled.body);
  const otherwise = onlyAssignment(module, handled.handler);
  if (asked === undefined || otherwise === undefined)
    return refused("Look-up and handler do not both give one name a value and nothing else.");
  if (tree.textOf(asked.target) !== tree.textOf(otherwise.target))
    return refused("The handler gives another name a value.");
  if (tree.kind[asked.value] !== Kind.subscript) return refused("The look-up is a part of a larger expression.");
  const table = tree.childByField(asked.value, Field.value);
  const [key, more] = tree.childrenByField(asked.value, Field.subscript);
  if (key === undefined || more !== undefined || tree.kind[table] !== Kind.identifier)
    return refused("The table or the key is no plain name.");
  const isSimple = (node: Node) =>
    ["constant", "pure"].includes(purityOf(module, node)) && tree.kind[node] !== Kind.slice;
  if (!isSimple(key)) return refused("Finding the key may itself raise a KeyError.");
  if (!isSimple(otherwise.value)) return refused("The default is made only where it is needed.");
  if (!standAlone(module, statement, statement)) return refused("A comment stands in it.");
  if (effect.slowsDown.length > 0) return refused("It was measured slower on a selected runtime.");
  const name = tree.textOf(table);
  const isNone = tree.kind[otherwise.value] === Kind.none;
  const call = `${name}.get(${bareKey(module, key)}${isNone ? "" : `, ${bareText(module, otherwise.value)}`})`;
  const isCertain = module.values.typeOf(table)?.certain === true;
  return {
    refusals: [],
    fixes: [
      {
        title: TITLE,
        applicability: "unsafe",
        kind: "quickfix",
        preconditions: [
          ...(isCertain ? [] : [`${name} is a plain dict, without a __missing__ of its own`]),
          "hashing and comparing keys raises no KeyError",
          ...haveValues(unsetNames(module, [otherwise.value])),
        ],
        effect: effect.text,
        slowsDown: effect.slowsDown,
        edits: [{ span: module.spanOf(statement), newText: `${tree.textOf(asked.target)} = ${call}` }],
      },
    ],
  };
}

/** A tuple without parentheses is one key, but would be several arguments. */
function bareKey(module: ModuleFacts, key: Node): string {
  return module.tree.kind[key] === Kind.tuple ? module.tree.textOf(key) : bareText(module, key);
}

function onlyAssignment(module: ModuleFacts, block: Node): { target: Node; value: Node } | undefined {
  const { tree } = module;
  const [statement, more] = tree.namedChildren(block);
  if (statement === undefined || more !== undefined) return undefined;
  const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
  if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return undefined;
  const target = tree.childByField(assignment, Field.left);
  const value = tree.childByField(assignment, Field.right);
  if (value === NONE || tree.kind[target] !== Kind.identifier || tree.childByField(assignment, Field.type) !== NONE)
    return undefined;
  return { target, value };
}
