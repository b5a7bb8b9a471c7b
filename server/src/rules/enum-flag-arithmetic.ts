/** Members of an enum.Flag that are combined or tested in a hot loop: each `|` and `&` runs Python code of the enum module. */
import type { ClassInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { keyOf, onlySite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "enum-flag-arithmetic";

const OPERATOR = /^[|&^]=?$/;

/** What a class of flags may define itself, and then it is not the code of `enum` that runs. */
const METHODS = ["__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__"] as const;

/** Operations, and bases of classes, that are nested more deeply are not looked into. */
const DEEPEST = 8;

export const enumFlagArithmetic: Rule = {
  meta: {
    name: "enum-flag-arithmetic",
    summary: "Members of an enum.Flag that are combined or tested in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Python code of the enum module is traced into the loop, and looks the result up in a dict.",
        evidence: [PAIR],
      },
      cpython: {
        speaks: true,
        because: "Python code of the enum module runs for each operation, and looks the result up in a dict.",
        evidence: [PAIR],
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index } = context.module;
    for (const kind of [Kind.binary_operator, Kind.augmented_assignment]) {
      for (const node of index.between(from, to, kind)) checkOperation(context, node);
    }
  },
};

function checkOperation(context: RuleContext, node: Node): void {
  const { module } = context;
  if (!isFlagOperator(module, node) || isPartOfAnother(module, node)) return;
  const cls = flagsIn(module, node);
  if (cls === undefined) return;
  const heat = module.hotness.of(node);
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(node),
    what: `${module.tree.textOf(module.tree.childByField(node, Field.operator))} on flags of ${cls.name} runs Python code of the enum module.`,
    why: `It runs in ${hotBecause(module, heat)}. Against plain ints, a test of one flag took ${cost.figures}.`,
    advice: "Take the .value of the flags before the loop, and combine ints.",
    confidence: module.hotness.confidence(heat),
    related: [
      {
        message: `The flags ${cls.name}`,
        place: module.placeOf(module.tree.childByField(cls.node, Field.name)),
      },
    ],
  });
}

function isFlagOperator({ tree }: ModuleFacts, node: Node): boolean {
  const operator = tree.childByField(node, Field.operator);
  return (
    operator !== NONE && tree.endOf(operator) - tree.startOf(operator) <= 2 && OPERATOR.test(tree.textOf(operator))
  );
}

/** `A | B` in `A | B | C` is told with the whole. */
function isPartOfAnother(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  let outer = tree.parent[node]!;
  while (tree.kind[outer] === Kind.parenthesized_expression) outer = tree.parent[outer]!;
  const kind = tree.kind[outer];
  return (kind === Kind.binary_operator || kind === Kind.augmented_assignment) && isFlagOperator(module, outer);
}

/** The class of the flags that an operation works on: one of its operands is a member, and none is known to be something else. */
function flagsIn(module: ModuleFacts, operation: Node, depth = 0): ClassInfo | undefined {
  const { tree, values } = module;
  let found: ClassInfo | undefined;
  for (const field of [Field.left, Field.right]) {
    let operand = tree.childByField(operation, field);
    while (operand !== NONE && tree.kind[operand] === Kind.parenthesized_expression) operand = tree.firstNamed(operand);
    if (operand === NONE) return undefined;
    const isOperation = tree.kind[operand] === Kind.binary_operator && depth < DEEPEST;
    const cls = isOperation ? flagsIn(module, operand, depth + 1) : memberOf(module, operand);
    if (cls === undefined && values.typeOf(operand)?.cls) return undefined;
    found ??= cls;
  }
  return found;
}

/** The class of flags of this module that an expression names a member of: `Mode.READ`. */
function memberOf(module: ModuleFacts, expression: Node): ClassInfo | undefined {
  const { tree, values, scopes } = module;
  if (tree.kind[expression] !== Kind.attribute) return undefined;
  const name = tree.childByField(expression, Field.attribute);
  const value = values.of(tree.childByField(expression, Field.object));
  if (name === NONE || value?.kind !== "class" || !isFlags(module, value.cls)) return undefined;
  const binding = value.cls.scope.find(keyOf(scopes.at(expression), tree.textOf(name)));
  if (binding === undefined || onlySite(binding)?.kind !== "assignment" || binding.name.startsWith("_"))
    return undefined;
  return value.cls;
}

/** A class that inherits from `enum.Flag` or `enum.IntFlag`, and has no operators of its own on the way. */
function isFlags(module: ModuleFacts, cls: ClassInfo, depth = 0): boolean {
  const { tree, values } = module;
  if (depth > DEEPEST || METHODS.some((name) => cls.scope.find(name) !== undefined)) return false;
  const list = tree.childByField(cls.node, Field.superclasses);
  if (list === NONE) return false;
  return tree.namedChildren(list).some((base) => {
    const value = tree.kind[base] === Kind.keyword_argument ? undefined : values.of(base);
    if (value?.kind === "class") return isFlags(module, value.cls, depth + 1);
    return value?.kind === "external" && /^enum\.(Int)?Flag$/.test(value.name);
  });
}
