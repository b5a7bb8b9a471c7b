/** Python's method resolution order (C3), as far as the bases are known. */
import type { ClassInfo } from "./model.js";

/** Longer orders than this are cut: what comes after is not known. */
export const MOST_CLASSES = 64;

type Order = readonly (ClassInfo | undefined)[];

/**
 * The class, then its bases in the order in which their members are looked up. `undefined` stands for a base that is not known; what comes
 * after it is hidden by it.
 */
export function linearised(cls: ClassInfo, bases: Order, orderOf: (base: ClassInfo) => Order): Order {
  const unknown = bases.indexOf(undefined);
  const known = (unknown < 0 ? bases : bases.slice(0, unknown)) as ClassInfo[];
  const lists = [...known.map((base) => [...orderOf(base)]), [...known]];
  const order: (ClassInfo | undefined)[] = [cls];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) break;
    if (order.length >= MOST_CLASSES) return [...order, undefined];
    const next = open.map((list) => list[0]).find((head) => open.every((list) => list.indexOf(head, 1) < 0));
    order.push(next);
    // No order, or a base that is not known: nothing after it is certain.
    if (next === undefined) return order;
    for (const list of open) if (list[0] === next) list.shift();
  }
  if (unknown >= 0) order.push(undefined);
  return order;
}
