/** The statements that may give a field of an object of a class a value. */
import type { FieldWrite } from "./defaultUses.js";
import type { ClassInfo } from "./model.js";

/** Writes to fields, to be asked for many classes: many of them write to fields of the same names. */
export class WritesByClass {
  private readonly toAnything: ReadonlyMap<string, readonly FieldWrite[]>;
  /** By the class of the object, and by each of its bases. */
  private readonly byClass = new Map<ClassInfo, FieldWrite[]>();

  constructor(writes: readonly FieldWrite[]) {
    this.toAnything = groupedBy(
      writes.filter(({ order }) => order === null),
      ({ field }) => field,
    );
    for (const write of writes) {
      for (const cls of write.order ?? []) {
        if (cls === undefined) continue;
        const known = this.byClass.get(cls);
        if (known === undefined) this.byClass.set(cls, [write]);
        else known.push(write);
      }
    }
  }

  /** The writes to a field of objects that may be of the class. */
  to(cls: ClassInfo, order: readonly (ClassInfo | undefined)[], field: string): readonly FieldWrite[] {
    const found = [...(this.toAnything.get(field) ?? [])];
    for (const base of order) {
      for (const write of base === undefined ? [] : (this.byClass.get(base) ?? []))
        if (write.field === field && (base === cls || write.order?.[0] === base)) found.push(write);
    }
    return found;
  }
}

/** The items by key, in their order. */
export function groupedBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
