/** A hot loop of a script that stands outside of any function, where every name is a global. */

import { innermostRight } from "../semantics/assignments.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct } from "./shared/constructs.js";
import { isSmallRound } from "./shared/smallRounds.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause, relatedToHeat } from "./shared/wording.js";

const PAIR = "module-level-loop";

export const moduleLevelLoop: Rule = {
  meta: {
    name: "module-level-loop",
    summary: "A hot loop of a script that calculates outside of any function",
    problem: "warm-up and placement",
    stability: "stable",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: false,
        because: "Globals that change often have cells of their own, and the loop is compiled like any other.",
        evidence: [PAIR],
      },
      cpython: {
        speaks: true,
        because: "Each name is looked up in the dictionary of the module, and the loop is not compiled.",
        evidence: [PAIR],
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index } = context.module;
    for (const kind of [Kind.for_statement, Kind.while_statement]) {
      for (const loop of index.between(from, to, kind)) checkLoop(context, loop);
    }
  },
};

function checkLoop(context: RuleContext, loop: Node): void {
  const { module } = context;
  if (!isOutermostAtModuleLevel(module, loop)) return;
  const [first, ...others] = calculationsIn(module, loop);
  if (first === undefined) return;
  const hottest = others.reduce((best, other) => (other.heat.rounds > best.heat.rounds ? other : best), first);
  const cost = costOfConstruct(context, hottest.heat, () => PAIR);
  if (cost === null) return;
  const innermost = module.surroundings.around(hottest.node).loops[0]?.node ?? loop;
  context.report({
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: "This loop calculates at module level, where every name is a global.",
    why: `It is hot through ${hotBecause(module, hottest.heat)}. Against the same loop in a function, one that adds up ints took ${cost.figures}.`,
    advice: "Put the code into a function, such as main(), and call that.",
    severity: cost.severity,
    confidence:
      isLong(hottest.heat) && isSmallRound(module, innermost) ? module.hotness.confidence(hottest.heat) : "low",
    runtimes: cost.runtimes,
    loop: module.loopPlace(hottest.heat),
    evidence: cost.evidence,
    related: [
      { message: "A global that each round calculates anew", place: module.placeOf(hottest.node) },
      ...relatedToHeat(module, hottest.heat).filter(() => hottest.heat.loop?.node !== loop),
    ],
    fixes: [],
    refusals: [],
  });
}

/** A script's `for` over something of unknown length is mostly short: names of files, lines of a table (docs/false-positives.md). */
function isLong({ rounds, loop, declared }: Heat): boolean {
  return rounds < Number.POSITIVE_INFINITY || declared || loop?.kind === "while";
}

/**
 * Neither a function nor a class nor another loop is around it. Whether the root is an error does not matter: that depends on other parts of the
 * module, and no finding notes it.
 */
function isOutermostAtModuleLevel({ tree }: ModuleFacts, loop: Node): boolean {
  for (let outer = tree.parent[loop]!; outer !== NONE && outer !== 0; outer = tree.parent[outer]!) {
    switch (tree.kind[outer]) {
      case Kind.function_definition:
      case Kind.class_definition:
      case Kind.for_statement:
      case Kind.while_statement:
      case Kind.ERROR:
        return false;
    }
  }
  return true;
}

/** `x += …`, and `x = a * b`, of names of the module, with how hot they are. */
function calculationsIn(module: ModuleFacts, loop: Node): { node: Node; heat: Heat }[] {
  const { tree, index, scopes } = module;
  const nodes = [
    ...index.within(loop, Kind.augmented_assignment),
    ...index
      .within(loop, Kind.binary_operator)
      .map((operation) => tree.parent[operation]!)
      .filter((parent) => tree.kind[parent] === Kind.assignment),
  ];
  return nodes
    .filter((node) => scopes.at(node) === scopes.module && isNumberName(module, node))
    .sort((a, b) => a - b)
    .map((node) => ({ node, heat: module.hotness.of(node) }));
}

/** The name that is assigned holds a number, as far as the module shows, and nothing else. */
function isNumberName({ tree, values }: ModuleFacts, assignment: Node): boolean {
  const name = tree.childByField(assignment, Field.left);
  const binding = name !== NONE && tree.kind[name] === Kind.identifier ? values.bindingOf(name) : undefined;
  if (binding === undefined) return false;
  let isNumber = false;
  for (const { kind, by } of binding.sites) {
    if (kind !== "assignment" && kind !== "augmented") continue;
    const right = innermostRight(tree, tree.childByField(by, Field.right));
    const type = right === NONE ? undefined : values.typeOf(right)?.type;
    if (type !== undefined && !/^(int|float|bool)$/.test(type)) return false;
    isNumber ||= type !== undefined;
  }
  return isNumber;
}
