/** Reads of one field of a binary record: `struct.unpack_from("d", buf, offset)[0]`. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { ModuleFacts } from "./module.js";
import type { Rows } from "./rows.js";

/** One such read. */
export interface FieldRead {
  /** The `call`. */
  readonly call: Node;
  /** The whole expression that gives the value: the call with `[0]`; the call alone where a pattern of one name takes the field out. */
  readonly value: Node;
  /** The name in `(x,) = …`, or `NONE`. */
  readonly target: Node;
  /** The byte order mark of the format, or empty. */
  readonly order: string;
  /** The code of the field, with a count for `s`: `d`, `I`, `4s`. */
  readonly code: string;
  readonly buffer: Node;
  /** `NONE` stands for 0. */
  readonly offset: Node;
}

const ONE_FIELD = /^([@=<>!]?)\s*(\d+s|[cbB?hHiIlLqQnNefdPs])$/;

/** Bytes of a field in standard size, which all codes here but `l`, `L`, `n`, `N` and `P` have in native mode too. */
const SIZES: Readonly<Record<string, number>> = {
  c: 1,
  b: 1,
  B: 1,
  "?": 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  s: 1,
};

/** The bytes of a field, or undefined where it depends on the platform. `l` and `L` have a size with an explicit byte order only. */
export function sizeOfField(order: string, code: string): number | undefined {
  if (/^\d+s$/.test(code)) return Number.parseInt(code, 10);
  if ((code === "l" || code === "L") && order !== "" && order !== "@") return 4;
  return SIZES[code];
}

/** Every read of one field in a part of a module, in text order. */
export function fieldReadsIn(module: ModuleFacts, { from, to }: Rows): FieldRead[] {
  const reads: FieldRead[] = [];
  for (const call of module.index.between(from, to, Kind.call)) {
    const read = readAt(module, call);
    if (read !== undefined) reads.push(read);
  }
  return reads;
}

function readAt(module: ModuleFacts, call: Node): FieldRead | undefined {
  const { tree, values } = module;
  const around = tree.parent[call]!;
  const target = onlyTarget(module, around, call);
  const isFirstItem =
    tree.kind[around] === Kind.subscript &&
    tree.field[call] === Field.value &&
    tree.textOf(tree.childByField(around, Field.subscript)) === "0";
  if (!isFirstItem && target === NONE) return undefined;
  const callee = values.of(tree.childByField(call, Field.function));
  if (callee?.kind !== "external" || callee.name !== "struct.unpack_from") return undefined;
  const list = tree.childByField(call, Field.arguments);
  if (list === NONE || tree.kind[list] !== Kind.argument_list) return undefined;
  const [format, buffer, offset, more] = tree.namedChildren(list);
  if (format === undefined || buffer === undefined || more !== undefined || tree.kind[format] !== Kind.string)
    return undefined;
  if (
    [buffer, offset].some(
      (part) =>
        part !== undefined && (tree.kind[part] === Kind.keyword_argument || tree.kind[part] === Kind.list_splat),
    )
  )
    return undefined;
  const match = ONE_FIELD.exec(tree.textOf(format).replace(/^b?(['"])(.*)\1$/s, "$2"));
  return match === null
    ? undefined
    : {
        call,
        value: isFirstItem ? around : call,
        target,
        order: match[1]!,
        code: match[2]!,
        buffer,
        offset: offset ?? NONE,
      };
}

/** The name in `(x,) = CALL` or `x, = CALL`. */
function onlyTarget(module: ModuleFacts, assignment: Node, call: Node): Node {
  const { tree } = module;
  if (tree.kind[assignment] !== Kind.assignment || tree.field[call] !== Field.right) return NONE;
  const left = tree.childByField(assignment, Field.left);
  if (tree.kind[left] !== Kind.pattern_list && tree.kind[left] !== Kind.tuple_pattern) return NONE;
  const name = tree.firstNamed(left);
  return name !== NONE && tree.kind[name] === Kind.identifier && tree.nextNamed(name) === NONE ? name : NONE;
}

/** `self.offset + 8` as what is added to and the number: an offset that is only a number adds to nothing. */
export interface Position {
  /** The text of the part that is not a number; empty for none. */
  readonly base: string;
  readonly bytes: number;
}

/** Where a read stands in its record, or undefined for offsets of another form. */
export function positionOf(module: ModuleFacts, offset: Node): Position | undefined {
  const { tree } = module;
  if (offset === NONE) return { base: "", bytes: 0 };
  if (tree.isDeep(offset)) return undefined;
  switch (tree.kind[offset]) {
    case Kind.integer: {
      const bytes = Number(tree.textOf(offset));
      return Number.isSafeInteger(bytes) ? { base: "", bytes } : undefined;
    }
    case Kind.identifier:
    case Kind.attribute:
      return { base: tree.textOf(offset), bytes: 0 };
    case Kind.binary_operator: {
      if (tree.textOf(tree.childByField(offset, Field.operator)) !== "+") {
        return isArithmetic(module, offset) ? { base: tree.textOf(offset), bytes: 0 } : undefined;
      }
      const left = positionOf(module, tree.childByField(offset, Field.left));
      const right = positionOf(module, tree.childByField(offset, Field.right));
      if (left === undefined || right === undefined || (left.base !== "" && right.base !== "")) return undefined;
      return { base: left.base + right.base, bytes: left.bytes + right.bytes };
    }
    default:
      return undefined;
  }
}

/** Names and numbers with operators between them. */
function isArithmetic(module: ModuleFacts, expression: Node): boolean {
  const { tree } = module;
  const kind = tree.kind[expression];
  if (kind === Kind.identifier || kind === Kind.attribute || kind === Kind.integer) return true;
  if (kind !== Kind.binary_operator) return false;
  return (
    isArithmetic(module, tree.childByField(expression, Field.left)) &&
    isArithmetic(module, tree.childByField(expression, Field.right))
  );
}

/** A record that several reads make up. */
export interface Layout {
  /** The format of one `struct.Struct` for all fields, gaps as pad bytes. */
  readonly format: string;
  readonly base: string;
  /** Where the record starts, from the base. */
  readonly start: number;
  /** The reads in the order of the fields. */
  readonly fields: readonly FieldRead[];
}

/** The layout of reads of one buffer, or the reason why they make none. */
export function layoutOf(module: ModuleFacts, reads: readonly FieldRead[]): Layout | string {
  const orders = new Set(
    reads.map((read) => (read.order === "" || read.order === "@" ? "=" : read.order === "!" ? ">" : read.order)),
  );
  if (orders.size !== 1) return "The fields have different byte orders.";
  const placed: { read: FieldRead; position: Position; size: number }[] = [];
  for (const read of reads) {
    const position = positionOf(module, read.offset);
    if (position === undefined) return "An offset is neither a number nor a name plus a number.";
    const size = sizeOfField(read.order, read.code);
    if (size === undefined) return `The size of "${read.code}" depends on the platform.`;
    placed.push({ read, position, size });
  }
  const base = placed[0]!.position.base;
  if (placed.some((field) => field.position.base !== base)) return "The offsets start from different places.";
  placed.sort((a, b) => a.position.bytes - b.position.bytes);
  const start = placed[0]!.position.bytes;
  let at = start;
  const codes: string[] = [];
  for (const { read, position, size } of placed) {
    if (position.bytes < at) return "Two of the fields overlap.";
    if (position.bytes > at) codes.push(`${position.bytes - at}x`);
    codes.push(read.code);
    at = position.bytes + size;
  }
  return { format: [...orders][0]! + joinCodes(codes), base, start, fields: placed.map((field) => field.read) };
}

/** `d`, `d`, `d` as `3d`. */
function joinCodes(codes: readonly string[]): string {
  let format = "";
  for (let position = 0; position < codes.length; ) {
    const code = codes[position]!;
    let count = 1;
    while (code.length === 1 && code !== "s" && codes[position + count] === code) count++;
    format += count > 1 ? `${count}${code}` : code;
    position += count;
  }
  return format;
}
