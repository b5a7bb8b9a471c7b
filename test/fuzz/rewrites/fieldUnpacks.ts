/** Programs that read a record field by field. */
import { dressed, indented, type Lines, type Program } from "./programs.js";
import type { Random } from "./random.js";

/** Codes with their sizes in bytes. Those without a size depend on the platform. */
const CODES: readonly (readonly [code: string, size: number])[] = [
  ...(["b", "B", "?", "c", "s"] as const).map((code) => [code, 1] as const),
  ...(["h", "H", "e"] as const).map((code) => [code, 2] as const),
  ...(["i", "I", "f"] as const).map((code) => [code, 4] as const),
  ...(["q", "Q", "d", "d"] as const).map((code) => [code, 8] as const),
  ["4s", 4],
  ["3s", 3],
  ["0s", 0],
];

/** A field as the program reads it. */
export interface FieldText {
  readonly format: string;
  /** From where the record starts. */
  readonly at: number;
  readonly size: number;
}

/** Fields of one record, in random order, and the bytes from its start to its end. */
export function record(random: Random, count: number): { fields: FieldText[]; bytes: number } {
  const order = random.pick(["<", "<", ">", "=", "", "@", "!"]);
  let at = random.chance(0.7) ? 0 : random.between(1, 9);
  const fields: FieldText[] = [];
  for (let number = 0; number < count; number++) {
    const [code, size] = random.chance(0.03) ? (["l", 8] as const) : random.pick(CODES);
    const own = random.chance(0.04) ? random.pick(["<", ">", "@"]) : order;
    fields.push({ format: `${own}${code}`, at, size });
    at += size + (random.chance(0.2) ? random.between(1, 5) : 0) - (random.chance(0.04) ? 1 : 0);
  }
  return {
    fields: random.chance(0.3) ? random.some(fields, count) : fields,
    bytes: Math.max(at, ...fields.map((f) => f.at + f.size)),
  };
}

/** How the module knows `unpack_from`: lines at its start, lines in the function, and the name. */
export function unpackImport(random: Random): { module: Lines; local: Lines; name: string; isLate?: boolean } {
  return random.weighted([
    [8, { module: ["import struct"], local: [], name: "struct.unpack_from" }],
    [1, { module: ["import math, struct as st"], local: [], name: "st.unpack_from" }],
    [0.4, { module: [], local: ["import struct"], name: "struct.unpack_from" }],
    [0.4, { module: ["import struct"], local: [], name: "struct.unpack_from", isLate: true }],
    [
      0.4,
      {
        module: ["try:", "    import struct", "except ImportError:", "    struct = None"],
        local: [],
        name: "struct.unpack_from",
      },
    ],
    [0.3, { module: ["from struct import unpack_from"], local: [], name: "unpack_from" }],
  ]);
}

/** A program with a function that reads fields in a hot loop. */
export function fieldUnpackProgram(random: Random, id: string): Program {
  const { fields, bytes } = record(random, random.between(2, 6));
  const imported = unpackImport(random);
  const buffer = random.pick(["buf", "data", "größe", "_RECORD", "x"]);
  const base = random.weighted([
    [4, "offset"],
    [3, `i * ${bytes}`],
    [2, `i * ${bytes} + offset`],
    [1, ""],
    [0.5, "HEADER"],
    [0.3, "offset - 4"],
    [0.3, "position[0]"],
    [0.3, "self_.offset"],
  ] as const);
  const isSum = base === `i * ${bytes} + offset`;
  const names = random.some(["a", "b", "c", "d", "e", "value", "é", "field_0", "kind", "i_", "__own"], fields.length);
  if (random.chance(0.04)) names[1] = random.pick([names[0]!, buffer, "offset", "count"]);
  const reads = fields.map(({ format, at }) => {
    const offset = offsetText(random, isSum ? "start" : base, at);
    const quote = random.pick(['"', "'", 'b"']);
    const literal = `${quote}${format}${quote === "'" ? "'" : '"'}`;
    return `${imported.name}(${literal}, ${buffer}${offset === "" ? "" : `, ${offset}`})`;
  });
  const statements = random.chance(0.5) ? whole(random, reads, names) : mixed(random, reads, names, buffer);
  const result = random.pick([`[${[...new Set(names)].join(", ")}]`, `(${names[0]}, ${names[names.length - 1]})`]);
  const body = [
    ...(isSum ? [`start = ${base}`] : []),
    ...random.weighted<Lines>([
      [5, []],
      [1, ["# one record"]],
      [0.5, [`${names[0]} = None`]],
    ]),
    ...statements,
    `out.append(${result})`,
  ];
  const loop = ["for i in range(count):", ...indented(body)];
  const place = random.weighted(
    ["function", "function", "function", "method", "nested", "generator"].map((name) => [1, name] as const),
  );
  const written = place === "generator" ? [...loop.slice(0, -1), `    yield ${result}`] : loop;
  const parameters = [buffer, "offset", "count"];
  const hasMore = random.chance(0.25);
  const more = hasMore ? twoBytes(random, imported.name, buffer) : [];
  const where = random.pick(["before", "after", "function", "function"]);
  const peek = hasMore && where === "function";
  const own = [
    ...imported.local,
    "out = []",
    ...(base === "position[0]" ? ["position = [offset]"] : []),
    ...(where === "before" ? more : []),
    ...written,
    ...(where === "after" ? more : []),
    "return out",
  ];
  const define = (first: Lines, lines: Lines): string[] => [
    `def read(${[...first, ...parameters].join(", ")}):`,
    ...indented(lines),
  ];
  const definition: Record<string, () => string[]> = {
    function: () => define([], own),
    generator: () => define([], own),
    method: () => ["class Reader:", ...indented(define(["self"], own))],
    nested: () => ["def make():", ...indented(define([], own)), "    return read"],
  };
  const callee = { method: "Reader().read", nested: "make()" }[place] ?? "read";
  const call = `${callee}(${parameters.join(", ")})`;
  const head = random.chance(0.3) ? ["# reads records"] : [];
  return {
    id,
    text: dressed(random, [
      ...(imported.isLate === true ? [] : imported.module),
      "",
      "HEADER = 4",
      "",
      "",
      ...CHANGES,
      ...(peek ? [`def peek(${buffer}, count):`, ...indented([...imported.local, ...more]), "", ""] : []),
      ...head,
      ...definition[place]!(),
      "",
      "",
      ...(imported.isLate === true ? imported.module : []),
      `def entry(${parameters.join(", ")}):`,
      ...(peek ? [`    peek(${buffer}, count)`] : []),
      `    return ${place === "generator" ? `drain(${call})` : call}`,
    ]),
    pools: [["bytes", "bytes", "bytearray"], ["offset"], ["count"]],
    values: {},
    bound: {},
    record: `${recordHolds(base, bytes)}${hasMore ? " + [args[2] == 0 or len(args[0]) > 1]" : ""}`,
  };
}

/** Another record of the same buffer. */
function twoBytes(random: Random, unpack: string, buffer: string): string[] {
  const [first, second] = [`${unpack}("B", ${buffer}, 0)[0]`, `${unpack}("B", ${buffer}, 1)[0]`];
  return [
    "for again in range(2 if count else 0):",
    ...indented(
      random.chance(0.5)
        ? [`low = ${first}`, `high = ${second}`, "note('two', low + high)"]
        : [`note('one', ${first})`, `note('two', ${second})`],
    ),
  ];
}

/** What changes a buffer says so. */
const CHANGES: Lines = [
  "def change(buffer):",
  "    if isinstance(buffer, bytearray):",
  "        violates('same-buffer')",
  "        buffer[:] = bytes(len(buffer))",
  "    return 1",
  "",
  "",
];

/** A list of what is true when the record is whole in all rounds, and its offset an int that is not negative. */
function recordHolds(base: string, bytes: number): string {
  const firsts: Record<string, string> = {
    offset: "[args[1]] * args[2]",
    "": "[0]",
    HEADER: "[4]",
    "offset - 4": "[args[1] - 4]",
    "position[0]": "[args[1]]",
  };
  const rounds = `[i * ${bytes} for i in range(args[2])]`;
  const starts =
    firsts[base] ?? (base === `i * ${bytes}` ? rounds : `[i * ${bytes} + args[1] for i in range(args[2])]`);
  return `[0 <= start and start + ${bytes} <= len(args[0]) for start in ${starts}]`;
}

function offsetText(random: Random, base: string, at: number): string {
  if (base === "") return at === 0 && random.chance(0.5) ? "" : `${at}`;
  if (at === 0) return random.chance(0.9) ? base : `${base} + 0`;
  return random.weighted([
    [8, `${base} + ${at}`],
    [1, `${at} + ${base}`],
    [0.5, `${base} + 0x${at.toString(16)}`],
    [0.3, `(${base} + ${at})`],
  ]);
}

/** Every statement only gives a field its name. */
function whole(random: Random, reads: readonly string[], names: readonly string[]): string[] {
  const isPattern = random.chance(0.2);
  return reads.flatMap((read, position) => {
    const name = names[position]!;
    const plain =
      isPattern && random.chance(0.9) ? `${random.pick([`${name},`, `(${name},)`])} = ${read}` : `${name} = ${read}[0]`;
    return random.weighted<string[]>([
      [12, [plain]],
      [0.3, [`${plain}  # ${name}`]],
      [0.3, [plain, ""]],
      [0.2, [`(kept,) = ${plain}`]],
      [0.2, [`${name}: object = ${read}[0]`]],
      [0.1, [plain, "note('between')"]],
    ]);
  });
}

/** Fields are used where they are read. */
function mixed(random: Random, reads: readonly string[], names: readonly string[], buffer: string): string[] {
  const values = reads.map((read) =>
    random.weighted([
      [4, `${read}[0]`],
      [2, `note('read', ${read}[0])`],
      [1, `(change(${buffer}), ${read}[0])[1]`],
      [1, `(${read}[0] if offset else 0)`],
      [0.5, `[offset and ${read}[0]]`],
      [0.4, `[${read}[0] for again in (1, 2)]`],
      [0.4, `(lambda: ${read}[0])()`],
      [read.includes("'") ? 0 : 0.3, `f'{${read}[0]}'`],
      [0.3, `note('i', i) or ${read}[0]`],
      [0.2, `(offset := 3) + len(repr(${read}[0]))`],
    ]),
  );
  return names.map((name, position) => {
    const value = values[position]!;
    return random.weighted([
      [8, `${name} = ${value}`],
      [1, `${name} = kept = ${value}`],
      [0.5, `${name} = 0; ${name} = ${value}`],
      [0.5, `${name} = ${value}  # field`],
      [0.3, `if True: ${name} = ${value}`],
    ]);
  });
}
