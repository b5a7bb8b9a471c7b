/** A str or bytes that grows by `+=` in a hot loop: each time, all of it is copied. */

import type { Confidence } from "../findings.js";
import { joinPieces } from "../rewrites/joinPieces.js";
import { type Accumulation, accumulationAt } from "../semantics/accumulation.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIRS = { str: "concat-in-loop-str", bytes: "concat-in-loop-bytes" } as const;

export const concatInLoop: Rule = {
  meta: {
    name: "concat-in-loop",
    summary: "Text or bytes that are made longer by += in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Each += copies all that has been collected, text and bytes alike.",
        evidence: [PAIRS.str, PAIRS.bytes],
      },
      cpython: {
        speaks: true,
        because: "Each += copies all the bytes that have been collected; text grows in place.",
        evidence: [PAIRS.bytes, PAIRS.str],
      },
    }),
    options: [],
    fixes: [
      { title: "Collect the pieces and join them once", applicability: "safe" },
      { title: "Collect the pieces and join them once, under stated preconditions", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const reported = new Map<Accumulation["binding"], Node>();
    for (const assignment of context.module.index.between(from, to, Kind.augmented_assignment)) {
      const found = accumulationAt(context.module, assignment);
      if (found === undefined || reported.get(found.binding) === found.outermost.node) continue;
      if (report(context, assignment, found)) reported.set(found.binding, found.outermost.node);
    }
  },
};

/** Reports what a loop makes longer, at the first hot `+=` of it; false where that is not hot or costs nothing. */
function report(context: RuleContext, assignment: Node, found: Accumulation): boolean {
  const { module } = context;
  const { binding, type } = found;
  const around = module.hotness.lexical(assignment);
  // Loops outside of those that make it longer make other values, not a longer one.
  const heat = {
    ...around,
    rounds: Math.min(around.rounds, found.rounds),
    nested: found.nested,
    unbounded: found.unbounded,
  };
  const cost = costOfConstruct(context, heat, () => PAIRS[type]);
  if (cost === null) return false;
  const offered = joinPieces(module, found, effectOf(PAIRS[type], "25,000 pieces", context.selectedRuntimes));
  const others = found.additions.filter((other) => other !== assignment);
  reportConstruct(context, heat, cost, {
    span: module.spanOf(assignment),
    what: `${binding.name} is ${type === "str" ? "a str" : "a bytes object"} that each round makes longer, and each time all of it is copied.`,
    why: `It grows in ${hotBecause(module, heat)}. Against ${type === "str" ? "one join" : "a bytearray"}, 25,000 pieces took ${cost.figures}.`,
    advice:
      type === "str"
        ? "Collect the pieces in a list, and join them once after the loop."
        : "Collect the bytes in a bytearray.",
    confidence: confidenceOf(module, found, heat),
    related: others.map((other) => ({ message: `${binding.name} grows here, too`, place: module.placeOf(other) })),
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
  return true;
}

/** Names of methods that give the next piece of a stream; single bytes make up short things. */
const READING = /^(read|read1|recv)$/;
const ONE = /^\(\s*1\s*\)$/;

/** Most loops add a handful of pieces. It takes a thousand for the copies to count, as a stream or a file has them. */
function confidenceOf(module: ModuleFacts, found: Accumulation, heat: Heat): Confidence {
  if (heat.declared) return "high";
  return isOverFile(module, found) || addsWhatItReads(module, found) ? "medium" : "low";
}

/** `for line in file`. */
function isOverFile(module: ModuleFacts, { outermost }: Accumulation): boolean {
  if (outermost.kind !== "for") return false;
  const iterated = module.values.typeOf(module.tree.childByField(outermost.node, Field.right));
  return iterated?.type.startsWith("io.") === true;
}

/** `data += sock.recv(4096)`, or a name that the loop sets so. */
function addsWhatItReads(module: ModuleFacts, { additions, outermost }: Accumulation): boolean {
  const { tree, values } = module;
  return additions.some((addition) => {
    const piece = tree.childByField(addition, Field.right);
    if (isReading(module, piece, outermost.node)) return true;
    const binding = tree.kind[piece] === Kind.identifier ? values.bindingOf(piece) : undefined;
    return (
      binding?.sites.some(
        (site) =>
          (site.kind === "assignment" || site.kind === "walrus") &&
          tree.contains(outermost.node, site.by) &&
          isReading(
            module,
            tree.childByField(site.by, site.kind === "walrus" ? Field.value : Field.right),
            outermost.node,
          ),
      ) === true
    );
  });
}

function isReading(module: ModuleFacts, call: Node, loop: Node): boolean {
  const { tree } = module;
  if (call === NONE || tree.kind[call] !== Kind.call) return false;
  const callee = tree.childByField(call, Field.function);
  if (tree.kind[callee] !== Kind.attribute) return false;
  if (!READING.test(tree.textOf(tree.childByField(callee, Field.attribute)))) return false;
  const size = tree.childByField(call, Field.arguments);
  return !ONE.test(tree.textOf(size)) && !changesIn(module, size, loop);
}

/** True for a size that the loop computes: it asks for what is still missing, and mostly gets all of it in a round or two. */
function changesIn({ tree, values }: ModuleFacts, size: Node, loop: Node): boolean {
  for (let node = size; node < tree.next[size]!; node++) {
    if (tree.kind[node] !== Kind.identifier) continue;
    if (values.bindingOf(node)?.sites.some((site) => tree.contains(loop, site.by)) === true) return true;
  }
  return false;
}
