/** A record read field by field with one-field struct formats. Costs on CPython; on PyPy it is the fast form. */
import {
  type Confidence,
  type Evidence,
  type Fix,
  type Refusal,
  type Related,
  RUNTIME_NAMES,
  type RuntimeId,
  SEVERITIES,
  type Severity,
} from "../findings.js";
import { eagerFields } from "../rewrites/eagerFields.js";
import { unpackOnce } from "../rewrites/unpackOnce.js";
import { pairEvidence } from "../runtimes/evidence.js";
import { constructSeverity } from "../runtimes/severity.js";
import type { FieldRead } from "../semantics/fieldReads.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type SchemaClass, schemaClasses, usesOf } from "../semantics/schemaClasses.js";
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { effectOf } from "./shared/effects.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause, listed, nanoseconds, relatedToHeat, times } from "./shared/wording.js";

const INLINE = "per-field-inline";
const PROPERTIES = "per-field-properties";

export const perFieldUnpack: Rule = {
  meta: {
    name: "per-field-unpack",
    summary: "A record that is decoded field by field in a hot loop",
    problem: "allocations",
    stability: "stable",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: false,
        because: "Traced away: fields that nobody reads are never decoded.",
        evidence: [INLINE, PROPERTIES],
      },
      cpython: {
        speaks: true,
        because: "Each field costs a call, a format look-up, a tuple and perhaps two objects.",
        evidence: [INLINE, PROPERTIES],
      },
    }),
    options: [],
    fixes: [
      { title: "Unpack the record at once", applicability: "unsafe" },
      { title: "Decode the fields at once in __init__", applicability: "unsafe" },
    ],
  },

  checkModule(context: RuleContext): void {
    const { module } = context;
    const reads = module.fieldReads;
    if (reads.length < 2) return;
    const schemas = schemaClasses(module, reads);
    const inProperties = new Set(schemas.flatMap((schema) => schema.fields.map((field) => field.read)));
    for (const schema of schemas) checkSchema(context, schema);
    for (const group of inlineGroups(
      module,
      reads.filter((read) => !inProperties.has(read)),
    ))
      checkInline(context, group);
  },
};

/** Reads of one buffer by statements of one block, in text order. */
function inlineGroups(module: ModuleFacts, reads: readonly FieldRead[]): FieldRead[][] {
  const { tree } = module;
  const groups = new Map<string, FieldRead[]>();
  for (const read of reads) {
    let block = tree.parent[read.call]!;
    while (block !== NONE && tree.kind[block] !== Kind.block && tree.kind[block] !== Kind.module)
      block = tree.parent[block]!;
    const key = `${block}:${tree.textOf(read.buffer)}`;
    groups.set(key, [...(groups.get(key) ?? []), read]);
  }
  return [...groups.values()].filter((group) => group.length >= 2);
}

function checkInline(context: RuleContext, reads: readonly FieldRead[]): void {
  const { module } = context;
  const heat = module.hotness.of(reads[0]!.call);
  const runtimes = hotRuntimes(context, heat, INLINE);
  if (runtimes.length === 0) return;
  const offered = unpackOnce(module, reads, effectOf(INLINE, "Six fields", context.selectedRuntimes));
  const buffer = module.tree.textOf(reads[0]!.buffer);
  report(context, {
    pair: INLINE,
    first: reads[0]!.call,
    what: `${reads.length} fields of ${buffer} are unpacked one at a time.`,
    advice: "Unpack the whole record by one precompiled struct.Struct.",
    heat,
    confidence: dependOnEachOther(module, reads) ? "low" : module.hotness.confidence(heat),
    runtimes,
    related: reads
      .slice(1)
      .map((read) => ({ message: "Another field of the record", place: module.placeOf(read.call) })),
    ...offered,
  });
}

/** A name in the place of a field changes between the reads: records of changing length cannot be unpacked at once. */
function dependOnEachOther({ tree, values }: ModuleFacts, reads: readonly FieldRead[]): boolean {
  const [from, to] = [reads[0]!.call, reads[reads.length - 1]!.call];
  return reads.some(({ offset }) => {
    for (let node = offset; node !== NONE && node < tree.next[offset]!; node++) {
      if (tree.kind[node] !== Kind.identifier) continue;
      const sites = values.bindingOf(node)?.sites ?? [];
      if (sites.some(({ by }) => isAssignment(tree.kind[by]!) && tree.next[by]! > from && by < to)) return true;
    }
    return false;
  });
}

function isAssignment(kind: number): boolean {
  return kind === Kind.assignment || kind === Kind.augmented_assignment;
}

function checkSchema(context: RuleContext, schema: SchemaClass): void {
  const { module } = context;
  const uses = usesOf(module, schema);
  const hottest = uses
    .map((use) => ({ use, heat: module.hotness.of(use) }))
    .sort((a, b) => b.heat.rounds - a.heat.rounds);
  const [best, second] = hottest;
  // One field alone costs no more than the whole record.
  if (best === undefined || second === undefined) return;
  const runtimes = hotRuntimes(context, second.heat, PROPERTIES);
  if (runtimes.length === 0) return;
  const offered = eagerFields(
    module,
    schema,
    effectOf(PROPERTIES, "Three points of two fields", context.selectedRuntimes),
  );
  report(context, {
    pair: PROPERTIES,
    first: schema.fields[0]!.read.call,
    what: `${schema.cls.name} unpacks each of its ${schema.fields.length} fields when it is read.`,
    advice: "Decode all fields at once when the object is made.",
    heat: best.heat,
    confidence: module.hotness.confidence(best.heat),
    runtimes,
    related: [
      ...schema.fields
        .slice(1)
        .map((field) => ({ message: `The field ${field.getter.fn.name}`, place: module.placeOf(field.read.call) })),
      { message: "The fields are read here", place: module.placeOf(best.use) },
    ],
    ...offered,
  });
}

function hotRuntimes(context: RuleContext, heat: Heat, pair: string): RuntimeId[] {
  return context.runtimes.filter(
    (runtime) => context.module.hotness.isHot(heat, runtime) && severityOn(runtime, pair) !== null,
  );
}

function severityOn(runtime: RuntimeId, pair: string): Severity | null {
  const evidence = pairEvidence(runtime, pair);
  return evidence === undefined ? null : constructSeverity(evidence.ratio, evidence.savedNs, true);
}

interface Found {
  readonly pair: string;
  readonly first: Node;
  readonly what: string;
  readonly advice: string;
  readonly heat: Heat;
  readonly confidence: Confidence;
  readonly runtimes: readonly RuntimeId[];
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
}

function report(context: RuleContext, found: Found): void {
  const { module } = context;
  const evidence: Evidence[] = [];
  const figures: string[] = [];
  let severity: Severity = "hint";
  for (const runtime of found.runtimes) {
    const pair = pairEvidence(runtime, found.pair)!;
    evidence.push({ runtime, ratio: pair.ratio, ns: pair.savedNs, source: pair.source });
    figures.push(`${times(pair.ratio)} (${nanoseconds(pair.savedNs)} a record) on ${RUNTIME_NAMES[runtime]}`);
    const own = severityOn(runtime, found.pair)!;
    if (SEVERITIES.indexOf(own) > SEVERITIES.indexOf(severity)) severity = own;
  }
  context.report({
    span: module.spanOf(found.first),
    what: found.what,
    why: `They are read in ${hotBecause(module, found.heat)}. Against one unpacking a record of six doubles measured ${listed(figures)}.`,
    advice: found.advice,
    severity,
    confidence: found.confidence,
    runtimes: found.runtimes,
    loop: module.loopPlace(found.heat),
    evidence,
    related: [...found.related, ...relatedToHeat(module, found.heat)],
    fixes: found.fixes,
    refusals: found.refusals,
  });
}
