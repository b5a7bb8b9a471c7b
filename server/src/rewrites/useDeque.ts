/**
 * Makes a local list a `collections.deque`. Offered where every use of the list is one that a deque answers equally: nothing else ever
 * gets hold of it, it is not sliced, compared or sorted, and no loop over it changes it. What differs is what an `IndexError` says, so the
 * fix is safe only where the text shows that there is none.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import type { FrontAccess } from "../semantics/frontAccesses.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type Binding, onlySite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { isNeverEmptyAt } from "./neverEmpty.js";
import { ownVariablesProblem } from "./ownVariables.js";
import { isPlainLocal } from "./purity.js";
import { joinEdits } from "./text.js";

const TITLE = "Make the list a collections.deque";

/** Methods of both, by the number of arguments that they are called with. */
const METHODS: Readonly<Record<string, number>> = { append: 1, extend: 1, clear: 0, reverse: 0, pop: 0, count: 1 };

/** Builtins that read all items at once and keep nothing of the list itself. */
const READING: ReadonlySet<string> = new Set(
  "len list tuple set frozenset sorted sum any all bool min max".split(" ").map((name) => `builtins.${name}`),
);

/** Calls that give a list that nothing else has. */
const MAKING: ReadonlySet<string> = new Set([
  "builtins.list",
  "builtins.sorted",
  "str.split",
  "str.rsplit",
  "str.splitlines",
]);

/** The fix for a list that is used at its front, or the reason why there is none. */
export function useDeque(
  module: ModuleFacts,
  access: FrontAccess,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const edits = editsFor(module, access.list);
  if (typeof edits === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: edits }] };
  const line = lineOfIndexError(module, module.values.bindingOf(access.list)!);
  const fix: Fix = {
    title: TITLE,
    applicability: line === null ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions:
      line === null
        ? []
        : [
            `nothing reads the words of the IndexError that line ${line} may raise: a deque raises one with other words`,
          ],
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits,
  };
  return { fixes: [fix], refusals: [] };
}

function editsFor(module: ModuleFacts, list: Node): TextEdit[] | string {
  const { tree, values } = module;
  if (tree.kind[list] !== Kind.identifier || !isPlainLocal(module, list))
    return "The list is not a plain local variable of this function.";
  const binding = values.bindingOf(list)!;
  const { name } = binding;
  const made = dequeIn(module, list);
  if (typeof made === "string") return made;
  const edits: TextEdit[] = [...made.edits];
  for (const site of binding.sites) {
    if (site.kind === "augmented") continue;
    const edit = site.kind === "assignment" ? creation(module, site.by, site.name, made.name) : undefined;
    if (edit === undefined) return `${name} is not set to a new list wherever it is assigned.`;
    edits.push(edit);
  }
  for (const reference of values.referencesTo(binding)) {
    if (binding.sites.some((site) => site.name === reference && site.kind === "assignment")) continue;
    if (module.scopes.at(reference) !== binding.scope) return `${name} is used in an inner function or comprehension.`;
    const edit = useOf(module, binding, reference);
    if (edit === undefined)
      return `${name} is used at line ${module.lineNumber(reference)} in a way in which a deque may differ from a list.`;
    if (edit !== null) edits.push(edit);
  }
  return ownVariablesProblem(module, binding.scope.node) ?? joinEdits(edits);
}

/** The first line where an item is asked for that may not be there; null where all are there for certain. */
function lineOfIndexError(module: ModuleFacts, binding: Binding): number | null {
  const { tree, values } = module;
  for (const reference of values.referencesTo(binding)) {
    const parent = tree.parent[reference]!;
    const isItem = tree.kind[parent] === Kind.subscript;
    const isPop =
      tree.kind[parent] === Kind.attribute && tree.textOf(tree.childByField(parent, Field.attribute)) === "pop";
    if (!isItem && !isPop) continue;
    const isAtEnd = isPop || /^(0|-1)$/.test(tree.textOf(tree.childByField(parent, Field.subscript)));
    if (!isAtEnd || !isNeverEmptyAt(module, binding, isPop ? tree.parent[parent]! : parent))
      return module.lineNumber(reference);
  }
  return null;
}

/** How the function calls `deque`, with the import where there is none yet. */
function dequeIn(module: ModuleFacts, at: Node): { name: string; edits: TextEdit[] } | string {
  const { scopes, values } = module;
  for (const [key, wanted, suffix] of [
    ["deque", "collections.deque", ""],
    ["collections", "collections", ".deque"],
  ] as const) {
    const binding = scopes.module.find(key);
    const value = binding === undefined ? undefined : values.valueOfBinding(binding);
    if (binding === undefined || value?.kind !== "external" || value.name !== wanted) continue;
    const site = onlySite(binding);
    if (site?.kind !== "import" || !isTopLevelImport(module, site.by)) continue;
    // Nothing between the module and this place has the name for something else.
    if (isShadowed(module, at, key)) return `${key} is something else in this function.`;
    return { name: `${key}${suffix}`, edits: [] };
  }
  if (module.mentions.has("deque")) return "The module has a name deque that is not collections.deque.";
  const edit = importEdit(module);
  return edit === null ? "Another statement stands on the line of the last import." : { name: "deque", edits: [edit] };
}

function isTopLevelImport(module: ModuleFacts, imported: Node): boolean {
  const { tree } = module;
  return tree.parent[tree.parent[imported]!] === 0;
}

function isShadowed(module: ModuleFacts, at: Node, key: string): boolean {
  for (let scope = module.scopes.at(at); scope !== module.scopes.module; scope = scope.parent!)
    if (scope.bindings.has(key)) return true;
  return false;
}

/** The import on a line of its own after the imports that begin the module, or after its docstring; null where there is no room. */
function importEdit(module: ModuleFacts): TextEdit | null {
  module.readEverything();
  const { tree, lines } = module;
  const ending = module.style.lineEnding;
  const line = `from collections import deque${ending}`;
  let last: Node = NONE;
  let hasImport = false;
  let next = tree.firstNamed(0);
  for (; next !== NONE; last = next, next = tree.nextNamed(next)) {
    const kind = tree.kind[next];
    const isImport =
      kind === Kind.import_statement || kind === Kind.import_from_statement || kind === Kind.future_import_statement;
    const isDocstring = kind === Kind.expression_statement && tree.kind[tree.firstNamed(next)] === Kind.string;
    if (!isImport && !(isDocstring && last === NONE)) break;
    hasImport ||= isImport;
  }
  if (next === NONE) return null;
  if (last === NONE) {
    const start = lines.startOf(lines.lineAt(tree.startOf(next)));
    return { span: { start, end: start }, newText: `${line}${ending}${ending}` };
  }
  const after = lines.lineAt(tree.endOf(last)) + 1;
  if (lines.lineAt(tree.startOf(next)) < after) return null;
  const start = lines.startOf(after);
  return { span: { start, end: start }, newText: hasImport ? line : ending + line };
}

/** `xs = []` becomes `xs = deque()`, `xs = list(it)` becomes `xs = deque(it)`; undefined where the list may not be a new one. */
function creation(module: ModuleFacts, assignment: Node, name: Node, deque: string): TextEdit | undefined {
  const { tree, values } = module;
  if (tree.childByField(assignment, Field.left) !== name || tree.childByField(assignment, Field.type) !== NONE)
    return undefined;
  if (tree.kind[tree.parent[assignment]!] !== Kind.expression_statement) return undefined;
  const value = tree.childByField(assignment, Field.right);
  switch (tree.kind[value]) {
    case Kind.list:
      if (tree.firstNamed(value) === NONE && !/#/.test(tree.textOf(value)))
        return { span: module.spanOf(value), newText: `${deque}()` };
      return { span: module.spanOf(value), newText: `${deque}(${tree.textOf(value)})` };
    case Kind.list_comprehension:
      return { span: module.spanOf(value), newText: `${deque}(${tree.textOf(value)})` };
    case Kind.call: {
      const callee = tree.childByField(value, Field.function);
      const external = values.of(callee);
      if (external?.kind !== "external" || !external.certain || !MAKING.has(external.name)) return undefined;
      if (external.name === "builtins.list") return { span: module.spanOf(callee), newText: deque };
      return { span: module.spanOf(value), newText: `${deque}(${tree.textOf(value)})` };
    }
    default:
      return undefined;
  }
}

/** The edit for a use of the list; null where a deque needs none, undefined where it may differ. */
function useOf(module: ModuleFacts, binding: Binding, reference: Node): TextEdit | null | undefined {
  const { tree, values } = module;
  const parent = tree.parent[reference]!;
  const field = tree.field[reference];
  switch (tree.kind[parent]) {
    case Kind.attribute:
      return methodUse(module, parent);
    case Kind.subscript:
      return subscriptUse(module, parent, reference);
    case Kind.comparison_operator:
      return isMembershipTest(module, parent, reference) ? null : undefined;
    case Kind.for_statement:
      return field === Field.right && onlyOnce(module, binding, parent) ? null : undefined;
    case Kind.augmented_assignment:
      return field === Field.left && tree.textOf(tree.childByField(parent, Field.operator)) === "+=" ? null : undefined;
    case Kind.argument_list: {
      const callee = values.of(tree.childByField(tree.parent[parent]!, Field.function));
      const isOnly = tree.namedChildren(parent).length === 1;
      return callee?.kind === "external" && READING.has(callee.name) && isOnly ? null : undefined;
    }
    default:
      return isTruthTest(module, reference) ? null : undefined;
  }
}

/** Nothing but whether the list is empty decides: `while xs:`, `if xs and more:`, `not xs`. */
function isTruthTest(module: ModuleFacts, reference: Node): boolean {
  const { tree } = module;
  let node = reference;
  for (let outer = tree.parent[node]!; outer !== NONE; node = outer, outer = tree.parent[outer]!) {
    switch (tree.kind[outer]) {
      case Kind.parenthesized_expression:
      case Kind.boolean_operator:
        break;
      case Kind.not_operator:
        return true;
      case Kind.while_statement:
      case Kind.if_statement:
      case Kind.elif_clause:
        return tree.field[node] === Field.condition;
      default:
        return false;
    }
  }
  return false;
}

/** `xs.append(x)` stays, `xs.pop(0)` becomes `xs.popleft()`, `xs.insert(0, x)` becomes `xs.appendleft(x)`. */
function methodUse(module: ModuleFacts, attribute: Node): TextEdit | null | undefined {
  const { tree } = module;
  const call = tree.parent[attribute]!;
  if (tree.kind[call] !== Kind.call || tree.field[attribute] !== Field.function) return undefined;
  const list = tree.childByField(call, Field.arguments);
  if (tree.kind[list] !== Kind.argument_list) return undefined;
  const parts = tree.namedChildren(list);
  const isPlain = (part: Node): boolean =>
    tree.kind[part] !== Kind.keyword_argument &&
    tree.kind[part] !== Kind.list_splat &&
    tree.kind[part] !== Kind.dictionary_splat;
  if (!parts.every(isPlain)) return undefined;
  const nameNode = tree.childByField(attribute, Field.attribute);
  const method = tree.textOf(nameNode);
  const isAtFront = parts[0] !== undefined && tree.textOf(parts[0]) === "0";
  if (method === "pop" && isAtFront && parts.length === 1)
    return { span: { start: tree.startOf(nameNode), end: tree.endOf(call) }, newText: "popleft()" };
  if (method === "insert" && isAtFront && parts.length === 2)
    return { span: { start: tree.startOf(nameNode), end: tree.startOf(parts[1]!) }, newText: "appendleft(" };
  return METHODS[method] === parts.length ? null : undefined;
}

/** `xs[0]` and `xs[-1]` stay, `del xs[0]` becomes `xs.popleft()`. */
function subscriptUse(module: ModuleFacts, subscript: Node, reference: Node): TextEdit | null | undefined {
  const { tree } = module;
  if (tree.field[reference] !== Field.value) return undefined;
  const index = tree.textOf(tree.childByField(subscript, Field.subscript));
  const parent = tree.parent[subscript]!;
  if (tree.kind[parent] === Kind.delete_statement) {
    return index === "0" ? { span: module.spanOf(parent), newText: `${tree.textOf(reference)}.popleft()` } : undefined;
  }
  if (tree.namedChildren(subscript).length !== 2 || !/^-?\d+$/.test(index)) return undefined;
  return tree.kind[parent] === Kind.expression_list && tree.kind[tree.parent[parent]!] === Kind.delete_statement
    ? undefined
    : null;
}

function isMembershipTest(module: ModuleFacts, comparison: Node, reference: Node): boolean {
  const { tree } = module;
  const parts = tree.namedChildren(comparison).filter((part) => tree.field[part] !== Field.operators);
  const operator = tree.textOf(tree.childByField(comparison, Field.operators));
  return parts.length === 2 && parts[1] === reference && /^(not\s+)?in$/.test(operator);
}

/** Nothing in the loop over the list uses it: a deque must not change while it is looped over. */
function onlyOnce(module: ModuleFacts, binding: Binding, loop: Node): boolean {
  const inside = module.values.referencesTo(binding).filter((reference) => module.tree.contains(loop, reference));
  return inside.length === 1;
}
