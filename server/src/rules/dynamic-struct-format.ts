/** A struct format that is made in each round of a hot loop, or that the JIT does not know while it traces. */
import { CONFIDENCES, type Confidence } from "../findings.js";
import { STRUCT_CALLS } from "../runtimes/ownRules.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { type DynamicFormat, dynamicFormatOf, type FormatKind } from "../semantics/structFormats.js";
import { Field } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { type HotCall, hotCalls } from "./shared/hotCalls.js";
import { looksLongOrComputes } from "./shared/looksLong.js";
import { doesLittleElse, inputOutputIn, readsRecords } from "./shared/rounds.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIRS: Readonly<Record<FormatKind, string>> = {
  made: "dynamic-struct-format",
  variable: "struct-format-variable",
};

export const dynamicStructFormat: Rule = {
  meta: {
    name: "dynamic-struct-format",
    summary: "A struct format that is made in a hot loop, or kept in a local variable",
    problem: "trace blockers",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "A format that the trace does not know is read character by character in each round.",
        evidence: [PAIRS.made, PAIRS.variable],
      },
      cpython: {
        speaks: true,
        because: "Making the format costs as much as unpacking; one in a variable is looked up in a cache.",
        evidence: [PAIRS.made, PAIRS.variable],
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    for (const call of hotCalls(context.module, rows, STRUCT_CALLS)) {
      const format = dynamicFormatOf(context.module, call.node, call.heat);
      if (format !== undefined) report(context, call, format);
    }
  },
};

function report(context: RuleContext, call: HotCall, format: DynamicFormat): void {
  const { module } = context;
  const { node, heat, name } = call;
  // A size is looked up in a table where only the format's name is unknown.
  if (format.kind === "variable" && name === "struct.calcsize") return;
  const cost = costOfConstruct(context, heat, () => PAIRS[format.kind]);
  if (cost === null) return;
  const isMade = format.kind === "made";
  const isHere = module.tree.contains(node, format.node);
  const shown = module.tree.textOf(format.node);
  const where = hotBecause(module, heat);
  reportConstruct(context, heat, cost, {
    span: module.spanOf(node),
    what: isMade
      ? `The format of ${name}() is made anew for each call.`
      : `The format of ${name}() is in the local variable ${shown}, which PyPy's JIT does not take for a constant.`,
    why: isMade
      ? `It is made and read in ${where}. Against formats written in the call, it took ${cost.figures}.`
      : `It is read character by character in ${where}. Against a format written in the call, it took ${cost.figures}.`,
    advice: isMade
      ? "Make one struct.Struct for each format before the loop, or read the variable part by a slice."
      : "Write the format in the call, or make a struct.Struct of it before the loop.",
    confidence: confidenceOf(context, call, format),
    related: isHere ? [] : [{ message: "The format is made here", place: module.placeOf(format.node) }],
  });
}

function confidenceOf(context: RuleContext, call: HotCall, format: DynamicFormat): Confidence {
  const { module } = context;
  if (!call.certain || format.onlyParameters) return "low";
  if (!call.heat.declared && !isWorthReading(module, call)) return "low";
  const hot = module.hotness.confidence(call.heat);
  return call.conditional ? CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(hot) - 1)]! : hot;
}

/** In real code, most of these calls read the few parts of one packet or file, and a round waits for the file or makes objects. */
function isWorthReading(module: ModuleFacts, { node, heat }: HotCall): boolean {
  const isStruct = (call: Node): boolean => {
    const callee = module.values.of(module.tree.childByField(call, Field.function));
    return callee?.kind === "external" && STRUCT_CALLS.has(callee.name);
  };
  if (inputOutputIn(module, node).length > 0) return readsRecords(module, node, isStruct);
  if (heat.chain.length > 0 && !doesLittleElse(module, node, isStruct)) return false;
  return looksLongOrComputes(module, node, heat, isStruct);
}
