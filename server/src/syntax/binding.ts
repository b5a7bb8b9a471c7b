/**
 * The border to `grammars/python.wasm`: an instance, its exported functions, and copies between JavaScript and its
 * memory. Pointers are plain numbers. Any exported function may grow the memory and so detach every view of it: a view
 * is made for one use and never kept.
 */
import type { TreeColumns } from "./tree.js";

/** The address of something in the memory of the instance. */
export type Pointer = number;

/** A compiled module: a `WebAssembly.Module` of the host. */
export interface WasmModule {
  readonly [Symbol.toStringTag]?: string;
}

/**
 * What is used of the host's `WebAssembly`; TypeScript declares it only together with the DOM, which the engine must
 * not see.
 */
interface WasmHost {
  readonly Module: {
    new (bytes: Uint8Array): WasmModule;
    imports(module: WasmModule): readonly { readonly module: string; readonly name: string }[];
  };
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
}

/** Node's way to copy a string as UTF-16, 60 times as fast as a loop. Absent in browsers. */
interface BufferHost {
  from(
    memory: ArrayBuffer,
    offset: number,
    length: number,
  ): { write(text: string, offset: number, encoding: string): unknown };
}

const host = globalThis as unknown as { readonly WebAssembly: WasmHost; readonly Buffer?: BufferHost };

/** Texts below this length (UTF-16 code units) are copied by a loop: a `Buffer` costs more than it saves. */
const SHORT = 256;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  init(): number;
  doc_new(): Pointer;
  doc_delete(doc: Pointer): void;
  /** Makes room for a new text of so many units and gives its address. */
  doc_load(doc: Pointer, length: number): Pointer;
  /** Replaces a range by room for so many units and gives its address. */
  doc_splice(doc: Pointer, start: number, oldEnd: number, inserted: number): Pointer;
  /** 1, or 0 when there is no tree. */
  doc_parse(doc: Pointer): number;
  /** The whole tree into the columns. */
  doc_export(doc: Pointer): void;
  /** The unit list, and into the columns the units that were not in the last such list. */
  doc_units(doc: Pointer): void;
  /** Makes the next `doc_units` export every unit. */
  doc_touch(doc: Pointer): void;
  /** As `doc_export`, through tree-sitter's public API. */
  export_public(doc: Pointer): void;
  columns(): Pointer;
  units(): Pointer;
}

/** Word offsets in the C struct `Columns`. */
const enum Column {
  count = 0,
  kind = 2,
  field = 3,
  flags = 4,
  start = 5,
  end = 6,
  parent = 7,
  next = 8,
  words = 9,
}

/** Word offsets in the C struct `Units`. */
const enum UnitColumn {
  count = 0,
  start = 2,
  end = 3,
  kind = 4,
  rows = 5,
  parent = 6,
  firstRow = 7,
  before = 8,
  rootKind = 9,
  rootStart = 10,
  treeRows = 11,
  words = 12,
}

/** What of a unit that holds others has an error in it, those of the others included. */
export const enum HeldError {
  root = 1 << 20,
  class = 1 << 21,
  body = 1 << 22,
  all = 7 << 20,
}

/** The root of the tree that the units belong to. */
export interface Root {
  /** `Kind`, and its flags from bit 16 on. */
  readonly kind: number;
  /** UTF-16 code units. */
  readonly start: number;
  /** The number of rows of the tree; 0 when the units do not hold all of them. */
  readonly rows: number;
}

/** The unit list, as views of the instance's memory: valid until the next call of an exported function. */
export interface UnitRows {
  readonly count: number;
  /** UTF-16 code units. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /**
   * `Kind` of the root, its flags from bit 16 on, its field from bit 24 on. For units that hold others, the flags are without `hasError`:
   * `HeldError` bits say where errors are.
   */
  readonly kind: Uint32Array;
  /** The number of rows. */
  readonly rows: Int32Array;
  /** The unit that is the class, ERROR or block around it, or -1. */
  readonly parent: Int32Array;
  /** The first row in the columns, or -1 for a unit that was not exported. */
  readonly firstRow: Int32Array;
  /** The same unit in the list before, or -1. */
  readonly before: Int32Array;
  readonly root: Root;
}

/**
 * One instance of the WebAssembly module. An instance that trapped is in an unknown state and must not be used again.
 */
export class Binding {
  readonly exports: Exports;
  /** False after a trap. */
  alive = true;

  constructor(module: WasmModule) {
    // The C library imports a clock and file descriptors for messages that are never printed.
    const imports: Record<string, Record<string, () => number>> = {};
    for (const { module: from, name } of host.WebAssembly.Module.imports(module)) {
      imports[from] ??= {};
      imports[from][name] = () => 0;
    }
    this.exports = new host.WebAssembly.Instance(module, imports).exports as Exports;
    this.exports._initialize();
    if (this.exports.init() !== 1) throw new Error("python.wasm: the grammar does not fit the parser core");
  }

  /** Writes a string as UTF-16 at an address. */
  write(pointer: Pointer, text: string): void {
    const { buffer } = this.exports.memory;
    if (host.Buffer !== undefined && text.length >= SHORT) {
      host.Buffer.from(buffer, pointer, text.length * 2).write(text, 0, "utf16le");
      return;
    }
    const units = new Uint16Array(buffer, pointer, text.length);
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  }

  /** Copies the columns of the last export out of the instance. */
  takeColumns(): TreeColumns {
    const { count, kind, field, flags, start, end, parent, next } = this.viewColumns();
    return {
      count,
      kind: kind.slice(),
      field: field.slice(),
      flags: flags.slice(),
      start: start.slice(),
      end: end.slice(),
      parent: parent.slice(),
      next: next.slice(),
    };
  }

  /** The columns of the last export, as views of the instance's memory: valid until the next call of an exported function. */
  viewColumns(): TreeColumns {
    const { buffer } = this.exports.memory;
    const struct = new Uint32Array(buffer, this.exports.columns(), Column.words);
    const count = struct[Column.count]!;
    return {
      count,
      kind: new Uint16Array(buffer, struct[Column.kind], count),
      field: new Uint8Array(buffer, struct[Column.field], count),
      flags: new Uint8Array(buffer, struct[Column.flags], count),
      start: new Int32Array(buffer, struct[Column.start], count),
      end: new Int32Array(buffer, struct[Column.end], count),
      parent: new Int32Array(buffer, struct[Column.parent], count),
      next: new Int32Array(buffer, struct[Column.next], count),
    };
  }

  /** The unit list of the last `doc_units`. */
  viewUnits(): UnitRows {
    const { buffer } = this.exports.memory;
    const struct = new Uint32Array(buffer, this.exports.units(), UnitColumn.words);
    const count = struct[UnitColumn.count]!;
    return {
      count,
      start: new Int32Array(buffer, struct[UnitColumn.start], count),
      end: new Int32Array(buffer, struct[UnitColumn.end], count),
      kind: new Uint32Array(buffer, struct[UnitColumn.kind], count),
      rows: new Int32Array(buffer, struct[UnitColumn.rows], count),
      parent: new Int32Array(buffer, struct[UnitColumn.parent], count),
      firstRow: new Int32Array(buffer, struct[UnitColumn.firstRow], count),
      before: new Int32Array(buffer, struct[UnitColumn.before], count),
      root: {
        kind: struct[UnitColumn.rootKind]!,
        start: struct[UnitColumn.rootStart]!,
        rows: struct[UnitColumn.treeRows]!,
      },
    };
  }
}

/** The instance that documents share, and its successor after a trap. */
export class BindingSource {
  readonly #module: WasmModule;
  #binding: Binding;

  /** Throws when the bytes are no such module. */
  constructor(wasm: Uint8Array | WasmModule) {
    this.#module = wasm instanceof Uint8Array ? new host.WebAssembly.Module(wasm) : wasm;
    this.#binding = new Binding(this.#module);
  }

  /** An instance that works. */
  live(): Binding {
    if (!this.#binding.alive) this.#binding = new Binding(this.#module);
    return this.#binding;
  }
}
