/** What is known about a loop or a call, in words for people. Tests look inside through it too. */
import { RUNTIME_NAMES, type Span } from "./findings.js";
import { nanoseconds } from "./rules/shared/wording.js";
import { callableVerdict } from "./runtimes/evidence.js";
import type { Value } from "./semantics/model.js";
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
  return lines.join("\n").trimEnd();
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
  const hot = settings.runtimes.filter((runtime) => module.hotness.isHot(heat, runtime));
  if (hot.length === 0)
    return heat.rounds > 1 ? `Not hot: about ${heat.rounds} rounds are known.` : "Not known to be hot.";
  const names = hot.map((runtime) => RUNTIME_NAMES[runtime]).join(", ");
  if (heat.loop === null) return `Hot on ${names}, because a comment says so.`;
  const chain = heat.chain.map((step) => `, which calls \`${step.callee.name}()\``).join("");
  return `Hot on ${names}, because of the loop at line ${module.lineNumber(heat.loop.node)}${chain}.`;
}

function callInWords(module: ModuleFacts, settings: AnalysisSettings, call: Node): string {
  const { tree } = module;
  const callee = tree.childByField(call, Field.function);
  const written = tree.textOf(callee).replace(/\s+/g, " ").slice(0, 60);
  const value = module.values.of(callee);
  const verdicts = settings.runtimes.map((runtime) => {
    const verdict = value?.kind === "external" ? callableVerdict(runtime, value.name) : undefined;
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
