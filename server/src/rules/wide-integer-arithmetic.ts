/** Integers of more than 63 bits in hot code, which are no machine integers to PyPy: wide masks, and values that outgrow a narrow one. */
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { WIDEST_MACHINE_INT, wholeNumber } from "../semantics/wideConstants.js";
import { type WideValue, wideValuesIn } from "../semantics/wideValues.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { looksLongOrComputes } from "./shared/looksLong.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "wide-integer-arithmetic-mask64";
const LATE = "wide-integer-arithmetic-late-mask";
const PRODUCT = "wide-integer-arithmetic-product";
const ON_CPYTHON = "All ints above a few digits are big ints, of 32 bits or of 64.";

export const wideIntegerArithmetic: Rule = {
  meta: {
    name: "wide-integer-arithmetic",
    summary: "Integers in a hot loop that outgrow 63 bits before a mask or a remainder cuts them",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Integers above 63 bits are objects with digits of their own, and each operation on them is a call.",
        evidence: [PAIR, LATE, PRODUCT],
      },
      cpython: { speaks: false, because: ON_CPYTHON, evidence: [PAIR, PRODUCT] },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    const places = new Map<Node, Place>();
    const add = (node: Node, value: WideValue | null): void => {
      const heat = module.hotness.of(node);
      if (module.hotness.isHot(heat, "pypy")) places.set(node, { node, heat, value });
    };
    for (const kind of [Kind.binary_operator, Kind.augmented_assignment]) {
      for (const node of module.index.between(rows.from, rows.to, kind))
        if (appliesWideMask(module, node)) add(node, null);
    }
    for (const value of wideValuesIn(module, rows)) if (!places.has(value.cut)) add(value.node, value);
    const groups = new Map<Node, Place[]>();
    for (const place of places.values()) {
      const key = module.definitions.functionAround(place.node)?.node ?? place.heat.loop?.node ?? place.node;
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
    for (const group of groups.values())
      report(
        context,
        group.sort((a, b) => a.node - b.node),
      );
  },
};

/** A place of wide values. */
interface Place {
  readonly node: Node;
  readonly heat: Heat;
  /** What outgrows a machine word, unless it is the mask itself. */
  readonly value: WideValue | null;
}

/** `x & MASK` or `x &= MASK` where the mask has more than 63 bits. */
function appliesWideMask(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  const operator = tree.childByField(node, Field.operator);
  if (tree.charAt(tree.startOf(operator)) !== "&" || tree.hasError(node)) return false;
  const isWide = (part: Node): boolean => {
    const mask = wholeNumber(module, part) ?? 0n;
    // Other patterns than a row of ones are tables and flags, which have no narrower form.
    return mask > WIDEST_MACHINE_INT && (mask & (mask + 1n)) === 0n;
  };
  const [left, right] = [tree.childByField(node, Field.left), tree.childByField(node, Field.right)];
  return isWide(right) || (tree.kind[node] === Kind.binary_operator && isWide(left));
}

function report(context: RuleContext, group: readonly Place[]): void {
  const { module } = context;
  // A wide mask makes whatever it is applied to wide: it is the first thing to look at.
  const first = group.find(({ value }) => value === null) ?? group[0]!;
  const { node, heat, value } = first;
  const pair = value === null ? PAIR : value.couldBeCutEarlier ? LATE : PRODUCT;
  const cost = costOfConstruct(context, heat, () => pair);
  if (cost === null) return;
  const words = value === null ? WIDE_MASK : wordsFor(module, value);
  const confidence = isWorthReading(module, node, heat) ? module.hotness.confidence(heat) : "low";
  reportConstruct(context, heat, cost, {
    span: module.spanOf(node),
    what: words.what,
    why: `It runs in ${hotBecause(module, heat)}. ${MEASURED[pair]} took ${cost.figures}.`,
    advice: words.advice,
    // How many rounds an inner loop has until the mask decides how wide the value gets.
    confidence: value?.isCutAfterLoop && confidence === "high" && !heat.declared ? "medium" : confidence,
    related: [
      ...(value === null ? [] : [{ message: "It is cut here", place: module.placeOf(value.cut) }]),
      ...group
        .filter((other) => other !== first)
        .map((other) => ({
          message:
            other.value === null ? "Another mask of this width" : `${other.value.name} outgrows 63 bits here, too`,
          place: module.placeOf(other.node),
        })),
    ],
  });
}

/** What each pair measured. */
const MEASURED = {
  [PAIR]: "Against a hash that is kept in 32 bits, one of 64 bits",
  [LATE]: "Against a checksum that is masked in each of its 16 steps, one that is masked at the end",
  [PRODUCT]: "Against a product of 61 bits, one of 78 bits that a mask then cuts",
};

/**
 * Most values that are cut in loops of which nothing says that they are long are single ones. Functions for words of 64 bits, such as a
 * rotation, belong to an algorithm that demands them.
 */
function isWorthReading(module: ModuleFacts, node: Node, heat: Heat): boolean {
  if (heat.declared) return true;
  return heat.chain.length === 0 && looksLongOrComputes(module, node, heat, () => false);
}

const WIDE_MASK = {
  what: "A mask of more than 63 bits makes a big int of each value that it is applied to.",
  advice: "Keep the values below 63 bits, if they are this program's own: another mask gives other values.",
};

function wordsFor(module: ModuleFacts, { name, cut, isCutAfterLoop, couldBeCutEarlier }: WideValue): typeof WIDE_MASK {
  const { tree } = module;
  const isMask = tree.textOf(tree.childByField(cut, Field.operator)).startsWith("&");
  const by = `the ${isMask ? "mask" : "remainder"} at line ${module.lineNumber(cut)}`;
  return {
    what: isCutAfterLoop
      ? `${name} grows in each round, beyond the 63 bits of a machine integer, until ${by} cuts it after the loop.`
      : `${name} outgrows the 63 bits of a machine integer here, before ${by} cuts it.`,
    advice: couldBeCutEarlier
      ? `Apply the ${isMask ? "mask" : "remainder"} in each step, too: what it cuts off does not count.`
      : "Keep products below 63 bits, by a smaller mask or factor, if the values are this program's own.",
  };
}
