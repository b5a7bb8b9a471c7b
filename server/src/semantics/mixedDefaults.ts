/** Float parameters and fields whose default is an int, where some calls of this module leave them out and others give a float. */
import type { TreeChange } from "../syntax/moduleTree.js";
import type { Node } from "../syntax/tree.js";
import {
  type DefaultCall,
  defaultCallsIn,
  type FieldWrite,
  fieldWritesIn,
  type ObjectRead,
  objectReadsIn,
} from "./defaultUses.js";
import type { Parameter } from "./functions.js";
import { type HotRead, type IntDefault, intDefaultsIn } from "./intDefaults.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { NamedByPart } from "./namedByPart.js";
import { PartMemo } from "./partMemo.js";
import { fieldsOf, isPlainField, setsByName } from "./plainFields.js";
import { Memo } from "./tracking.js";
import { groupedBy, WritesByClass } from "./writesByClass.js";

type Target = FunctionInfo | ClassInfo;

/** A read, in a hot loop, of a value that is an int or a float as the calls have it. */
export interface DefaultRead {
  readonly of: IntDefault;
  readonly at: HotRead;
  /** False when a type is known from an annotation only, beside that of the parameter or field, or which calls make the objects is not known. */
  readonly certain: boolean;
}

/**
 * Where they are written, called and read is kept by part. What is called and read is looked for by the names of those that are there: a
 * module without any, which is nearly each, is not looked through.
 */
export class MixedDefaults {
  private readonly defaults: PartMemo<IntDefault>;
  private readonly calls: NamedByPart<DefaultCall>;
  private readonly reads: NamedByPart<ObjectRead>;
  private readonly writes: NamedByPart<FieldWrite>;
  private readonly setsByName: Memo<null, boolean>;
  /** The answers of the last time: what nothing has happened to is the same array. */
  private known = new Map<Target, readonly DefaultRead[]>();

  constructor(private readonly module: ModuleFacts) {
    this.defaults = new PartMemo(module.tracker, module.parts, (rows) => intDefaultsIn(module, rows));
    this.calls = new NamedByPart(module, defaultCallsIn);
    this.reads = new NamedByPart(module, objectReadsIn);
    this.writes = new NamedByPart(module, fieldWritesIn);
    this.setsByName = new Memo(module.tracker, () => setsByName(module));
  }

  /** Takes over the parts of a module that has changed. */
  follow(change: TreeChange): void {
    this.defaults.follow(change);
    this.calls.follow(change);
    this.reads.follow(change);
    this.writes.follow(change);
  }

  /**
   * The reads of each function and class with such a default; never empty. What asks does not depend on them: it has to ask again after each
   * change. An array is the same as long as all in it is.
   */
  all(): (readonly DefaultRead[])[] {
    const known = new Map<Target, readonly DefaultRead[]>();
    const defaults = this.defaults.all();
    if (defaults.length > 0) {
      const byTarget = groupedBy(defaults, ({ target }) => target);
      const calls = groupedBy(this.calls.all(defaults.map(({ target }) => target.name)), ({ target }) => target);
      const fields = defaults.flatMap(({ field }) => field ?? []);
      const reads = groupedBy(this.reads.all(fields), ({ cls }) => cls);
      const writes = new WritesByClass(this.writes.all(fields));
      for (const [target, group] of byTarget) {
        const found =
          "decoration" in target
            ? readsOfParameters(group, calls.get(target) ?? [])
            : this.readsOfFields(target, group, calls.get(target) ?? [], reads.get(target) ?? [], writes);
        const before = this.known.get(target);
        if (found.length > 0) known.set(target, before !== undefined && isSame(before, found) ? before : found);
      }
    }
    this.known = known;
    return [...known.values()];
  }

  private readsOfFields(
    cls: ClassInfo,
    defaults: readonly IntDefault[],
    calls: readonly DefaultCall[],
    reads: readonly ObjectRead[],
    writes: WritesByClass,
  ): DefaultRead[] {
    const { module } = this;
    const parameters = reads.length === 0 || calls.length < 2 ? null : fieldsOf(module, cls, defaults[0]!.parameters);
    if (parameters === null) return [];
    const byNode = new Map<Node, DefaultCall>(calls.map((call) => [call.call, call]));
    const order = module.values.mro(cls);
    const found = defaults.flatMap((of) => {
      const mixedReads = reads.flatMap((at): DefaultRead[] => {
        if (at.field !== of.field) return [];
        const made = at.origins === "items" ? calls : at.origins.flatMap((call) => byNode.get(call) ?? []);
        const mixed = mixedBy(made, parameters, of.parameter);
        if (mixed === undefined) return [];
        return [{ of, at, certain: mixed === "certain" && at.certain && at.origins !== "items" }];
      });
      if (mixedReads.length === 0) return [];
      return isPlainField(module, cls, of, writes.to(cls, order, of.field ?? "")) ? mixedReads : [];
    });
    return found.length === 0 || this.setsByName.get(null) ? [] : found;
  }
}

function readsOfParameters(defaults: readonly IntDefault[], calls: readonly DefaultCall[]): DefaultRead[] {
  return defaults.flatMap((of) => {
    const mixed = mixedBy(calls, of.parameters ?? [], of.parameter);
    return mixed === undefined ? [] : of.reads.map((at) => ({ of, at, certain: mixed === "certain" }));
  });
}

/** What calls pass together: an int where one leaves the parameter out, a float where one gives it; `certain` where the text shows the float. */
function mixedBy(
  calls: readonly DefaultCall[],
  parameters: readonly Parameter[],
  { name, kind }: Parameter,
): "certain" | "annotated" | undefined {
  const positional = parameters.filter((parameter) => parameter.kind === "positional");
  const position = kind === "positional" ? positional.findIndex((parameter) => parameter.name === name) : -1;
  let isLeftOut = false;
  let float: "certain" | "annotated" | undefined;
  for (const { given, isOpen } of calls) {
    const argument = given.find(({ at }) => at === name || at === position);
    if (argument === undefined) isLeftOut ||= !isOpen;
    else if (argument.type === "float") float = "certain";
    else if (argument.type === "annotated") float ??= "annotated";
  }
  return isLeftOut ? float : undefined;
}

function isSame(before: readonly DefaultRead[], after: readonly DefaultRead[]): boolean {
  return (
    before.length === after.length &&
    before.every(
      ({ of, at, certain }, i) => of === after[i]!.of && at === after[i]!.at && certain === after[i]!.certain,
    )
  );
}
