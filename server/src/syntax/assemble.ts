/**
 * The tree of a whole module, put together from its statement units. After an edit nearly all units are those of before, so this costs a
 * fraction of exporting the tree again. The result is the tree that the parser would export, row for row.
 */
import { Field, Kind } from "./kinds.generated.js";
import { Flag, Tree, type TreeColumns } from "./tree.js";
import type { UnitTree } from "./units.js";

/** A class whose body is being filled. */
interface OpenClass {
  readonly unit: UnitTree;
  /** The row of its statement: the definition, or the decorated definition around it. */
  readonly root: number;
  readonly definition: number;
  readonly body: number;
}

/**
 * @param text the present text
 * @param units all its units, in the order of the text
 * @param rows the number of rows of its tree, or 0 if that holds a syntax error
 * @returns null when the units do not hold all rows, as where several statements stand on a line: then it has to be exported
 */
export function assembleTree(text: string, units: readonly UnitTree[], rows: number): Tree | null {
  const held = units.reduce((sum, unit) => sum + unit.count + (classOf(unit) < 0 ? 0 : 1), 1);
  return units.length > 0 && held === rows ? new Assembler(text, rows).run(units) : null;
}

class Assembler {
  private readonly columns: TreeColumns;
  private readonly open: OpenClass[] = [];
  private count = 1;
  /** Where the last unit ends. */
  private end = 0;

  constructor(
    private readonly text: string,
    rows: number,
  ) {
    this.columns = {
      count: rows,
      kind: new Uint16Array(rows),
      field: new Uint8Array(rows),
      flags: new Uint8Array(rows),
      start: new Uint32Array(rows),
      end: new Uint32Array(rows),
      parent: new Int32Array(rows),
      next: new Uint32Array(rows),
    };
  }

  run(units: readonly UnitTree[]): Tree | null {
    const { kind, flags, start, end, parent, next, count } = this.columns;
    for (const unit of units) {
      while (this.open.length > 0 && this.open[this.open.length - 1]!.unit !== unit.owner) {
        if (!this.close()) return null;
      }
      if (unit.owner !== null && this.open.length === 0) return null;
      this.take(unit);
    }
    while (this.open.length > 0) if (!this.close()) return null;
    kind[0] = Kind.module;
    flags[0] = Flag.named;
    start[0] = units[0]!.base;
    end[0] = this.text.length;
    parent[0] = -1;
    next[0] = count;
    return new Tree(this.text, this.columns);
  }

  private take(unit: UnitTree): void {
    const { kind, field, flags, start, end, parent, next } = this.columns;
    const { base, count } = unit;
    const root = this.count;
    kind.set(unit.kind, root);
    field.set(unit.field, root);
    flags.set(unit.flags, root);
    for (let row = 0, to = root; row < count; row++, to++) {
      start[to] = unit.start[row]! + base;
      end[to] = unit.end[row]! + base;
      parent[to] = unit.parent[row]! + root;
      next[to] = unit.next[row]! + root;
    }
    field[root] = 0;
    parent[root] = this.open.length === 0 ? 0 : this.open[this.open.length - 1]!.body;
    this.count += count;
    this.end = base + unit.text.length;
    const definition = classOf(unit);
    if (definition < 0) return;
    const body = this.count++;
    kind[body] = Kind.block;
    field[body] = Field.body;
    flags[body] = Flag.named;
    parent[body] = root + definition;
    this.open.push({ unit, root, definition: root + definition, body });
  }

  /** The body of the innermost class ends here. False for a class without a body. */
  private close(): boolean {
    const { start, end, next, parent } = this.columns;
    const { root, definition, body } = this.open.pop()!;
    if (this.count === body + 1) return false;
    start[body] = start[body + 1]!;
    end[body] = this.end;
    next[body] = this.count;
    for (let row = definition; row >= root; row = parent[row]!) {
      end[row] = this.end;
      next[row] = this.count;
      if (row === root) break;
    }
    return true;
  }
}

/** The row of the `class_definition` of a class unit, or -1. */
function classOf(unit: UnitTree): number {
  if (unit.kind[0] === Kind.class_definition) return 0;
  if (unit.kind[0] !== Kind.decorated_definition) return -1;
  for (let child = 1; child < unit.next[0]!; child = unit.next[child]!) {
    if (unit.kind[child] === Kind.class_definition) return child;
  }
  return -1;
}
