/**
 * Writes a `for` over `itertools.product` as loops in each other. What product does first stays: it evaluates all its arguments, then reads
 * each of them once. Ranges of known ints are written into the loops, other ranges get a name, everything else is read into a tuple.
 */
import type { Fix, Refusal } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { isPossiblyUnset } from "./bound.js";
import type { FixEffect } from "./folding.js";
import { breaksOut, hasLongString } from "./inlineGenerator.js";
import { freshName } from "./moduleConstant.js";
import { isPlainLocal, isVariable, reads } from "./purity.js";
import { beginsLine, hasComment, indentAt } from "./statements.js";
import { reindent } from "./text.js";

const TITLE = "Write the product as loops in each other (PyPy)";

/** Calls that show local variables to whoever asks. */
const SHOWING_LOCALS = /^(locals|vars|dir|eval|exec)$/;

/** An argument of product, and the name of the items in the loop. */
interface Level {
  readonly target: string;
  readonly argument: Node;
}

/** The fix for a `for_statement` over a call of product with two or more plain arguments, or the reason why there is none. */
export function nestProduct(
  module: ModuleFacts,
  loop: Node,
  call: Node,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const levels = levelsOf(module, loop, call) ?? "The loop takes the items apart in another way.";
  const problem = typeof levels === "string" ? levels : problemOf(module, loop, levels);
  if (typeof levels === "string" || problem !== null)
    return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: problem! }] };
  const { text, kept } = written(module, loop, call, levels);
  const preconditions =
    kept.length === 0
      ? []
      : [
          `nothing waits for the values of ${kept.join(", ")} to be freed, as a file does to be closed: they live as long as this function now`,
        ];
  const fix: Fix = {
    title: TITLE,
    applicability: preconditions.length === 0 ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions,
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: [{ span: module.spanOf(loop), newText: text }],
  };
  return { fixes: [fix], refusals: [] };
}

function levelsOf(module: ModuleFacts, loop: Node, call: Node): Level[] | undefined {
  const { tree } = module;
  const left = tree.childByField(loop, Field.left);
  if (tree.kind[left] !== Kind.pattern_list && tree.kind[left] !== Kind.tuple_pattern) return undefined;
  const targets = tree.namedChildren(left);
  const parts = tree.namedChildren(tree.childByField(call, Field.arguments));
  if (parts.length !== targets.length || targets.some((target) => tree.kind[target] !== Kind.identifier))
    return undefined;
  return targets.map((target, at) => ({ target: tree.textOf(target), argument: parts[at]! }));
}

/** Why the loops would do something else than the product, or null. */
function problemOf(module: ModuleFacts, loop: Node, levels: readonly Level[]): string | null {
  const { tree, values } = module;
  const body = tree.childByField(loop, Field.body);
  if (tree.childByField(loop, Field.alternative) !== NONE) return "The loop has an else.";
  const { lines } = module;
  if (lines.lineAt(tree.startOf(body)) === lines.lineAt(tree.startOf(loop)) || !beginsLine(module, loop))
    return "The loop does not stand on lines of its own.";
  if (hasComment(tree, { start: tree.startOf(loop), end: tree.endOf(tree.childByField(loop, Field.right)) }))
    return "A comment stands in the head of the loop, and it would be lost.";
  if (new Set(levels.map(({ target }) => target.normalize("NFKC"))).size < levels.length)
    return "Two parts of an item get the same name.";
  if (breaksOut(module, body)) return "A break in the loop would leave only the innermost of the loops.";
  const owner = module.definitions.functionAround(loop);
  for (const target of tree.namedChildren(tree.childByField(loop, Field.left))) {
    const name = tree.textOf(target);
    if (owner === null || !isPlainLocal(module, target))
      return `${name} is not a plain local variable of this function.`;
    const binding = values.bindingOf(target)!;
    if (binding.sites.length !== 1) return `${name} is set in another place, too.`;
    if (values.referencesTo(binding).some((reference) => !tree.contains(body, reference) && reference !== target))
      return `${name} is used outside of the loop, where it would have a value even if the loop had no round.`;
    if (levels.some(({ argument }) => reads(module, argument, name))) return `${name} is read by the product itself.`;
  }
  if (hasLongString(module, loop)) return "A string over several lines would change with the indentation.";
  if (levels.some(({ argument }) => assigns(module, argument))) return "The product assigns a name while it is made.";
  for (let node = owner!.node; node < tree.next[owner!.node]!; node++) {
    if (tree.kind[node] === Kind.identifier && isVariable(module, node) && SHOWING_LOCALS.test(tree.textOf(node)))
      return "The function looks at its own variables by their names.";
  }
  if (
    !levels.every(({ argument }) => isRange(module, argument)) &&
    !(values.isBuiltin("map", loop) && values.isBuiltin("tuple", loop))
  )
    return "map or tuple is something else here.";
  return null;
}

function assigns(module: ModuleFacts, expression: Node): boolean {
  const { tree } = module;
  for (let node = expression; node < tree.next[expression]!; node++)
    if (tree.kind[node] === Kind.named_expression) return true;
  return false;
}

/** A call of the builtin `range`: it can be read again and again, and nothing changes it. */
function isRange(module: ModuleFacts, argument: Node): boolean {
  const { tree, values } = module;
  if (tree.kind[argument] !== Kind.call) return false;
  const callee = values.of(tree.childByField(argument, Field.function));
  return callee?.kind === "external" && callee.certain && callee.name === "builtins.range";
}

/** A range of ints that the loop does not change: making it once more gives an equal one, and cannot fail. */
function isSteadyRange(module: ModuleFacts, loop: Node, argument: Node): boolean {
  const { tree, values } = module;
  const list = tree.childByField(argument, Field.arguments);
  if (!isRange(module, argument) || tree.kind[list] !== Kind.argument_list) return false;
  const parts = tree.namedChildren(list);
  if (parts.length < 1 || parts.length > 2) return false;
  return parts.every((part) => {
    if (tree.kind[part] === Kind.integer) return values.typeOf(part)?.type === "int";
    const type = values.typeOf(part);
    if (tree.kind[part] !== Kind.identifier || type?.type !== "int" || !type.certain) return false;
    if (!isPlainLocal(module, part) || isPossiblyUnset(module, part)) return false;
    return !values.bindingOf(part)!.sites.some((site) => tree.contains(loop, site.name));
  });
}

/** The loops, and the names whose values live longer now. */
function written(
  module: ModuleFacts,
  loop: Node,
  call: Node,
  levels: readonly Level[],
): { text: string; kept: readonly string[] } {
  const { tree, lines, style } = module;
  const { indentUnit, lineEnding } = style;
  const indent = indentAt(tree, lines, loop);
  const texts = levels.map(({ argument }) => tree.textOf(argument));
  const areRanges = levels.every(({ argument }) => isRange(module, argument));
  const areSteady = levels.every(({ argument }) => isSteadyRange(module, loop, argument));
  const names = levels.map(({ target }) => freshName(module, `${target}_values`));
  const read = areSteady ? texts : names;
  const heads = levels.map(({ target }, depth) => `${indentUnit.repeat(depth)}for ${target} in ${read[depth]!}`);
  const first = areRanges ? texts.join(", ") : `map(tuple, (${texts.join(", ")}))`;
  const setUp = areSteady ? [] : [`${names.join(", ")} = ${first}`];
  const body = tree.childByField(loop, Field.body);
  const rest = reindent(
    tree.textBetween(tree.endOf(call), tree.endOf(loop)),
    indentAt(tree, lines, tree.firstNamed(body)),
    indent + indentUnit.repeat(levels.length),
  );
  return {
    text:
      [...setUp, ...heads.map((head, depth) => (depth < heads.length - 1 ? `${head}:` : head))].join(
        `${lineEnding}${indent}`,
      ) + rest,
    kept: areRanges ? [] : names,
  };
}
