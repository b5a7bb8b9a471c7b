/** A class whose objects have some attributes and not others, made and read in hot loops. */
import { CONFIDENCES, type Confidence, type Related } from "../findings.js";
import type { Heat } from "../semantics/hotness.js";
import type { ClassInfo, FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type OptionalAttributes, optionalAttributesOf } from "../semantics/optionalAttributes.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause, relatedToHeat } from "./shared/wording.js";

const PAIR = "optional-attributes-4";
/** As many conditions as the pair has: they give 16 shapes. */
const FEWEST = 4;

export const optionalAttributes: Rule = {
  meta: {
    name: "optional-attributes",
    summary: "Objects read in a hot loop that have some attributes only sometimes",
    problem: "data-driven control flow",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Each set of attributes is a shape of its own, and reading any attribute asks for the shape.",
        evidence: [PAIR],
      },
      cpython: { speaks: false, because: "It makes no difference.", evidence: [PAIR] },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { module } = context;
    for (const node of module.index.between(from, to, Kind.function_definition)) {
      const init = module.definitions.functionAt(node);
      if (init.name === "__init__" && init.owner !== null) checkClass(context, init, init.owner);
    }
  },
};

function checkClass(context: RuleContext, init: FunctionInfo, cls: ClassInfo): void {
  const { module } = context;
  const found = optionalAttributesOf(module, init, cls);
  if (found.length < FEWEST) return;
  const made = module.hotness.ofFunction(init);
  if (!module.hotness.isHot(made, "pypy")) return;
  const read = hotRead(module, cls);
  if (read === undefined) return;
  const cost = costOfConstruct(context, read.heat, () => PAIR);
  if (cost === null) return;
  const related: Related[] = [
    ...found.slice(1).map(({ names, first }) => ({
      message: `${names.join(", ")} may be missing`,
      place: module.placeOf(first),
    })),
    { message: "An attribute is read here", place: module.placeOf(read.node) },
    ...relatedToHeat(module, made),
  ];
  reportConstruct(context, read.heat, cost, {
    span: module.spanOf(found[0]!.first),
    what: `Objects of ${cls.name} come in up to ${2 ** found.length} shapes: ${found.length} conditions decide which attributes they have.`,
    why: `They are made in ${hotBecause(module, made)}, and read in ${hotBecause(module, read.heat)}. Against objects that have all attributes, 16 shapes measured ${cost.figures}.`,
    advice: "Set every attribute in __init__, to None where there is no value.",
    confidence: confidenceOf(module, found, made, read.heat),
    related,
  });
}

function confidenceOf(module: ModuleFacts, found: readonly OptionalAttributes[], made: Heat, read: Heat): Confidence {
  // What does not depend on the arguments may be the same for all objects.
  if (found.filter(({ onArguments }) => onArguments).length < FEWEST) return "low";
  const both = [made, read].map((heat) => CONFIDENCES.indexOf(module.hotness.confidence(heat)));
  return CONFIDENCES[Math.min(...both)]!;
}

/** The first read of an attribute of such an object in a hot loop. */
function hotRead(module: ModuleFacts, cls: ClassInfo): { readonly node: Node; readonly heat: Heat } | undefined {
  const { tree, values } = module;
  module.readEverything();
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] !== Kind.attribute || isWritten(module, node)) continue;
    const object = tree.childByField(node, Field.object);
    if (object === NONE || values.typeOf(object)?.cls !== cls) continue;
    if (module.definitions.functionAround(node)?.name === "__init__") continue;
    const heat = module.hotness.of(node);
    if (module.hotness.isHot(heat, "pypy")) return { node, heat };
  }
  return undefined;
}

function isWritten(module: ModuleFacts, attribute: Node): boolean {
  const { tree } = module;
  return tree.kind[tree.parent[attribute]!] === Kind.assignment && tree.field[attribute] === Field.left;
}
