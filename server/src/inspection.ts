/** What is known about a loop or a call, in words for people. Tests look inside through it too. */
import { RUNTIME_NAMES, type Span } from "./findings.js";
import { hotBecause, nanoseconds } from "./rules/shared/wording.js";
import { callableVerdict } from "./runtimes/evidence.js";
import type { Heat } from "./semantics/hotness.js";
import type { Instance, Value } from "./semantics/model.js";
import type { ModuleFacts } from "./semantics/module.js";
import { isLoopNode, type Loop } from "./semantics/surroundings.js";
import type { AnalysisSettings } from "./settings.js";
import { Field, Kind } from "./syntax/kinds.generated.js";
import { NONE, type Node } from "./syntax/tree.js";

/** Calls listed for one loop; more than that is no help to a reader. */
const MOST_CALLS = 20;

/**
 * The loop whose header covers the offset, or the call at it, or null.
 *
 * @param offset UTF-16 code units
 */
export function inspect(
  module: ModuleFacts,
  settings: AnalysisSettings,
  offset: number,
): { span: Span; markdown: string } | null {
  const { tree } = module;
  for (let node = tree.nodeAt(offset); node !== NONE; node = tree.parent[node]!) {
    const kind = tree.kind[node]!;
    if (kind === Kind.call) return { span: module.spanOf(node), markdown: describeCall(module, settings, node) };
    if (isLoopNode(kind)) {
      const loop = module.surroundings.loopAt(node);
      const header = module.surroundings.headerOf(loop);
      return offset <= header.end ? { span: header, markdown: describeLoop(module, settings, loop) } : null;
    }
    if (kind === Kind.block) return null;
  }
  return null;
}

/** A loop statement whose rounds are hot. */
export interface HotLoop {
  /** From its keyword to the end of its iterable or condition. */
  readonly header: Span;
  /** From its keyword to the end of its body. */
  readonly whole: Span;
  /** Why: one sentence. */
  readonly because: string;
}

/** The hot loop statements of a module, in text order. */
export function hotLoops(module: ModuleFacts, settings: AnalysisSettings): HotLoop[] {
  const { tree, index, surroundings } = module;
  const nodes = [...index.all(Kind.for_statement), ...index.all(Kind.while_statement)].sort((a, b) => a - b);
  return nodes.flatMap((node) => {
    const body = tree.childByField(node, Field.body);
    const inside = body === NONE ? NONE : tree.firstNamed(body);
    const because = inside === NONE ? null : reasonOf(module, settings, inside, node);
    if (because === null) return [];
    const header = surroundings.headerOf(surroundings.loopAt(node));
    return [{ header, whole: { start: header.start, end: tree.endOf(body) }, because }];
  });
}

/** Why a loop's rounds are hot, or null. Of a loop that is so by itself, its length says more than its line. */
function reasonOf(module: ModuleFacts, settings: AnalysisSettings, inside: Node, loop: Node): string | null {
  const heat = module.hotness.of(inside);
  const names = hotOn(module, settings, heat);
  if (names === "") return null;
  if (heat.loop?.node === loop && heat.chain.length === 0)
    return `Hot on ${names}, because it is a loop ${roundsInWords(heat.loop)}.`;
  return `Hot on ${names}, because ${heat.loop === null && heat.chain[0]?.outside === undefined ? "a comment says so" : `of ${hotBecause(module, heat)}`}.`;
}

function hotOn(module: ModuleFacts, settings: AnalysisSettings, heat: Heat): string {
  return settings.runtimes
    .filter((runtime) => module.hotness.isHot(heat, runtime))
    .map((runtime) => RUNTIME_NAMES[runtime])
    .join(", ");
}

function describeLoop(module: ModuleFacts, settings: AnalysisSettings, loop: Loop): string {
  const body = module.tree.childByField(loop.node, Field.body);
  const inside =
    loop.kind === "comprehension" ? module.tree.childByField(loop.node, Field.left) : module.tree.firstNamed(body);
  const lines = [`**Loop**, ${roundsInWords(loop)}.`, ""];
  if (inside !== NONE) lines.push(describeHeat(module, settings, inside), "");
  const calls = module.index.within(loop.node, Kind.call).map((call) => `- ${callInWords(module, settings, call)}`);
  if (calls.length > 0) {
    lines.push("Calls in it:", "", ...calls.slice(0, MOST_CALLS));
    if (calls.length > MOST_CALLS) lines.push(`- and ${calls.length - MOST_CALLS} more`);
  }
  const carried = carriedIn(module, loop);
  if (carried.length > 0) lines.push("", "Carried from round to round:", "", ...carried.slice(0, MOST_CALLS));
  return lines.join("\n").trimEnd();
}

/** The names of the function that a round reads as an earlier one, or the code before the loop, has left them, with their types. */
function carriedIn(module: ModuleFacts, { node, kind }: Loop): string[] {
  const { tree, scopes, values } = module;
  if (kind === "comprehension") return [];
  const carried: { readonly at: Node; readonly text: string }[] = [];
  for (const binding of scopes.at(node).bindings.values()) {
    const within = binding.sites.filter(({ by }) => tree.contains(node, by) && by !== node);
    const isAugmented = within.some((site) => site.kind === "augmented");
    if (within.length === 0 || (within.length === binding.sites.length && !isAugmented)) continue;
    const value = values.valueOfBinding(binding);
    const type = value?.kind === "instance" ? typeInWords(value) : "type not known";
    carried.push({ at: Math.min(...within.map(({ name }) => name)), text: `- \`${binding.name}\`: ${type}` });
  }
  return carried.sort((a, b) => a.at - b.at).map(({ text }) => text);
}

function typeInWords({ type, certain, element }: Instance): string {
  const items = element === null ? "" : ` of ${element.type}`;
  return `\`${type}\`${items}${certain ? "" : ", as an annotation says"}`;
}

function describeCall(module: ModuleFacts, settings: AnalysisSettings, call: Node): string {
  return `${callInWords(module, settings, call)}\n\n${describeHeat(module, settings, call)}`;
}

function roundsInWords(loop: Loop): string {
  if (loop.declared !== null) return `declared ${loop.declared} by a comment`;
  if (loop.rounds === null) return "of unknown length";
  if (loop.rounds === Number.POSITIVE_INFINITY) return "without an end of its own";
  return loop.rounds === 1 ? "left in its first round, or slow for other reasons" : `at most ${loop.rounds} rounds`;
}

function describeHeat(module: ModuleFacts, settings: AnalysisSettings, node: Node): string {
  const heat = module.hotness.of(node);
  const names = hotOn(module, settings, heat);
  if (names === "") return heat.rounds > 1 ? `Not hot: about ${heat.rounds} rounds are known.` : "Not known to be hot.";
  if (heat.loop === null && heat.chain[0]?.outside === undefined) return `Hot on ${names}, because a comment says so.`;
  return `Hot on ${names}, because of ${hotBecause(module, heat)}.`;
}

function callInWords(module: ModuleFacts, settings: AnalysisSettings, call: Node): string {
  const { tree } = module;
  const callee = tree.childByField(call, Field.function);
  const written = tree.textOf(callee).replace(/\s+/g, " ").slice(0, 60);
  const value = module.values.of(callee);
  const imported = value?.kind === "external" ? module.imports.resolve(value.name) : undefined;
  if (imported?.kind === "function")
    return `\`${written}\` is the function \`${imported.fn.name}\` of the module \`${imported.module.name}\`.`;
  if (imported?.kind === "extension") return `\`${written}\` is \`${imported.name}\`, of a compiled extension.`;
  if (imported?.kind === "unknown")
    return `\`${written}\` is not known: its module was found, and does not say it for certain.`;
  const meant = imported?.kind === "external" ? imported.name : value?.kind === "external" ? value.name : null;
  const verdicts = settings.runtimes.map((runtime) => {
    const verdict = meant === null ? undefined : callableVerdict(runtime, meant);
    if (verdict === undefined) return null;
    return `${RUNTIME_NAMES[runtime]}: ${verdict.verdict}${verdict.ns === null ? "" : `, ${nanoseconds(verdict.ns)}`}`;
  });
  const known = verdicts.filter((verdict) => verdict !== null);
  return `\`${written}\` is ${whatItIs(value)}${known.length > 0 ? ` (${known.join("; ")})` : ""}.`;
}

function whatItIs(value: Value | undefined): string {
  switch (value?.kind) {
    case "external":
      return `\`${value.name}\``;
    case "function":
      return `the function \`${value.fn.name}\` of this module`;
    case "class":
      return `the class \`${value.cls.name}\` of this module`;
    case "instance":
      return `a value of type \`${value.type}\``;
    default:
      return "not known";
  }
}
