/** Summaries that hold on to nothing of the text that they were made from: a part of a JavaScript string keeps the whole string in memory. */
import type { CallStep, FunctionSummary, ModuleSummary, SummarisedCall } from "./summary.js";

/** Gives one string for all that are equal. */
export class Names {
  private readonly known = new Map<string, string>();

  /** @param copy makes a string that shares nothing with the given one */
  constructor(private readonly copy: (name: string) => string) {}

  /** An equal string that shares nothing with texts. */
  of(name: string): string {
    let known = this.known.get(name);
    if (known === undefined) {
      known = this.copy(name);
      this.known.set(known, known);
    }
    return known;
  }
}

/** The summary with names of their own. */
export function detached(summary: ModuleSummary, names: Names): ModuleSummary {
  const name = (text: string): string => names.of(text);
  const step = (it: CallStep): CallStep => ({
    ...it,
    callee: name(it.callee),
    blocker: it.blocker === null ? null : { ...it.blocker, name: name(it.blocker.name) },
  });
  const fn = (it: FunctionSummary): FunctionSummary => ({
    ...it,
    name: name(it.name),
    calledAs: name(it.calledAs),
    steps: it.steps.map(step),
  });
  const call = (it: SummarisedCall): SummarisedCall => ({
    ...it,
    callee: name(it.callee),
    caller: it.caller === null ? null : name(it.caller),
  });
  return {
    name: name(summary.name),
    file: summary.file,
    functions: new Map([...summary.functions].map(([key, value]) => [name(key), fn(value)])),
    classes: new Map(
      [...summary.classes].map(([key, value]) => [
        name(key),
        {
          ...value,
          bases: value.bases.map((base) => (base === null ? null : name(base))),
          members: new Set([...value.members].map(name)),
        },
      ]),
    ),
    aliases: new Map([...summary.aliases].map(([key, value]) => [name(key), name(value)])),
    calls: summary.calls.map(call),
    unknown: new Set([...summary.unknown].map(name)),
  };
}
