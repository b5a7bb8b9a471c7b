/** Programs with classes whose properties decode a field of a record, or make the object of a part. */
import { record, unpackImport } from "./fieldUnpacks.js";
import { dressed, indented, type Lines, type Program } from "./programs.js";
import type { Random } from "./random.js";

/** The names in a schema class. */
interface Schema {
  readonly name: string;
  readonly self: string;
  /** Parameters of `__init__` for buffer and offset. */
  readonly parameters: readonly [string, string];
  /** Attributes that keep them. */
  readonly kept: readonly [string, string];
}

/** A program with a hot loop over the objects of a schema class. */
export function schemaRecordProgram(random: Random, id: string): Program {
  const { fields, bytes } = record(random, random.between(2, 4));
  const imported = unpackImport(random);
  const schema = schemaOf(random, random.pick(["Point", "HeaderV2", "P", "Größe", "É"]));
  const names = random.some(
    ["x", "y", "width", "größe", "é", "kind", "z", random.chance(0.05) ? "__own" : "code"],
    fields.length,
  );
  const getters = fields.flatMap(({ format, at }, position) => {
    const at_ = at === 0 && random.chance(0.9) ? offsetOf(schema) : `${offsetOf(schema)} + ${at}`;
    const read = `${imported.name}("${format}", ${schema.self}.${schema.kept[0]}, ${at_})[0]`;
    return getter(random, schema, names[position]!, random.chance(0.03) ? `note('get', ${read})` : read);
  });
  const hasHolder = random.chance(0.4);
  const holder = schemaOf(random, "Line");
  const size = random.chance(0.5) ? "SIZE" : String(bytes);
  const at = random.pick([0, 4, 8]);
  const made = (more: string): string => {
    const [buffer, offset] = [`${holder.self}.${holder.kept[0]}`, `${offsetOf(holder)}${more}`];
    return random.weighted([
      [6, `${schema.name}(${buffer}, ${offset})`],
      [1, `${schema.name}(${buffer}, ${schema.parameters[1]}=${offset})`],
      [0.3, `${schema.name}(note('made', ${buffer}), ${offset})`],
      [0.3, `${schema.name}(${buffer}, (${offset}))`],
    ]);
  };
  const holderLines = hasHolder
    ? [
        ...classText(random, holder, "start", [
          ...getter(random, holder, "start", made(at === 0 ? "" : ` + ${at}`)),
          ...getter(random, holder, "end", made(` + ${at} + ${size}`)),
        ]),
        "",
        "",
      ]
    : [];
  const point = hasHolder ? random.pick(["line.start", "line.end"]) : "point";
  const making = hasHolder
    ? `line = Line(buf, offset + i * ${2 * bytes})`
    : `point = ${schema.name}(buf, offset + i * ${bytes})`;
  const read = names.map((name) => `${point}.${name}`);
  const loop = [
    making,
    ...random.weighted<Lines>([
      [8, []],
      [1, [`note('first', ${read[0]})`]],
      [1.5, ["change(buf)"]],
      [0.2, [hasHolder ? "line.extra = 1" : "point.extra = 1"]],
      [0.2, [`note('kept', len(${hasHolder ? `line.${holder.kept[0]}` : `point.${schema.kept[0]}`}))`]],
      [0.2, ["note('other', other.buf)"]],
      [
        1.5,
        [`violates('outside')`, `note('hidden', getattr(${hasHolder ? "line" : "point"}, '${schema.kept[0]}', None))`],
      ],
    ]),
    `out.append([${read.join(", ")}, ${read[0]}])`,
  ];
  const total = `${hasHolder ? 2 * bytes + at : bytes}`;
  const step = hasHolder ? 2 * bytes : bytes;
  return {
    id,
    text: dressed(random, [
      ...(imported.isLate === true ? [] : imported.module),
      "",
      `SIZE = ${bytes}`,
      "",
      "",
      "def change(buffer):",
      "    if isinstance(buffer, bytearray):",
      "        violates('same-buffer')",
      "        buffer[:] = bytes(len(buffer))",
      "",
      "",
      ...(random.chance(0.3) ? ["# One record."] : []),
      ...classText(random, schema, names[0]!, getters),
      "",
      "",
      ...holderLines,
      ...random.weighted<Lines>([
        [12, []],
        [0.5, [`class Sub(${schema.name}):`, "    pass", "", ""]],
        [0.5, [`def make(${schema.parameters[0]}):`, `    return ${schema.name}(${schema.parameters[0]}, 0)`, "", ""]],
      ]),
      "def read(buf, offset, count):",
      ...indented([...imported.local, "out = []", "for i in range(count):", ...indented(loop), "return out"]),
      "",
      "",
      ...(imported.isLate === true ? imported.module : []),
      "def entry(buf, offset, count):",
      ...indented(
        random.weighted<Lines>([
          [8, ["return read(buf, offset, count)"]],
          [
            1,
            [
              `return [read(buf, offset, count), sorted(name for name in ('SIZE', 'KIND') if hasattr(${schema.name}, name))]`,
            ],
          ],
        ]),
      ),
    ]),
    pools: [["bytes", "bytes", "bytearray"], ["offset"], ["count"]],
    values: {},
    bound: {},
    record: `[0 <= start and start + ${total} <= len(args[0]) for start in [args[1] + i * ${step} for i in range(args[2])]]`,
  };
}

function schemaOf(random: Random, name: string): Schema {
  return {
    name,
    self: random.chance(0.9) ? "self" : "this",
    parameters: random.pick([
      ["buf", "offset"],
      ["data", "start_"],
      ["größe", "é"],
      ["b", "SIZE"],
    ] as const),
    kept: random.pick([
      ["buf", "offset"],
      ["_buf", "_offset"],
      ["__buf", "__offset"],
      ["data", "é"],
    ] as const),
  };
}

function offsetOf(schema: Schema): string {
  return `${schema.self}.${schema.kept[1]}`;
}

function getter(random: Random, schema: Schema, name: string, value: string): string[] {
  const head = `def ${name}(${schema.self})${random.chance(0.3) ? random.pick([" -> float", " -> 'float'", " -> int"]) : ""}:`;
  return random.weighted<string[]>([
    [12, ["@property", head, `    return ${value}`, ""]],
    [0.4, ["@property", head, "    '''A field.'''", `    return ${value}`, ""]],
    [0.3, ["@property", head, `    return ${value}  # field`, ""]],
    [0.2, ["@property", head, `    note('get')`, `    return ${value}`, ""]],
    [0.5, ["@property", `${head} return ${value}`, ""]],
    [
      0.2,
      [
        "@property",
        head,
        `    return ${value}`,
        "",
        `@${name}.setter`,
        `def ${name}(${schema.self}, value):`,
        "    note('set')",
        "",
      ],
    ],
  ]);
}

function classText(random: Random, schema: Schema, member: string, getters: readonly string[]): string[] {
  const { self, parameters, kept } = schema;
  const fallback = random.chance(0.2) ? "=0" : "";
  const init = random.weighted<string[]>([
    [
      10,
      [
        `def __init__(${self}, ${parameters[0]}, ${parameters[1]}${fallback}):`,
        `    ${self}.${kept[0]} = ${parameters[0]}`,
        `    ${self}.${kept[1]} = ${parameters[1]}`,
        "",
      ],
    ],
    [
      1,
      [
        `def __init__(`,
        `    ${self},`,
        `    ${parameters[0]}: bytes,`,
        `    ${parameters[1]}: int = 0,`,
        ") -> None:",
        `    ${self}.${kept[1]}: int = ${parameters[1]}`,
        `    ${self}.${kept[0]} = ${parameters[0]}`,
        "",
      ],
    ],
    [
      0.3,
      [
        `def __init__(${self}, ${parameters.join(", ")}):`,
        `    ${self}.${kept[0]} = memoryview(${parameters[0]})`,
        `    ${self}.${kept[1]} = ${parameters[1]}`,
        "",
      ],
    ],
    [
      0.3,
      [
        `def __init__(${self}, ${parameters.join(", ")}):`,
        `    ${self}.${kept[0]}, ${self}.${kept[1]} = ${parameters.join(", ")}`,
        "",
      ],
    ],
  ]);
  const constants = random.weighted<string[]>([
    [8, []],
    [1, ["SIZE = 16", "KIND: str = 'p'", ""]],
    [1, ['"""A record."""', ""]],
    [0.5, ['"""A record.', "", "    Of fields.", '"""', "SIZE = 8", ""]],
    [0.2, ["# a record", ""]],
    [0.2, ["__slots__ = ()", ""]],
    [0.2, ["x = 5", ""]],
  ]);
  const end = random.weighted<string[]>([
    [10, []],
    [0.3, ["other = SIZE", ""]],
    [0.3, [`first = ${member}`, ""]],
    [0.3, ["make = __init__", ""]],
    [0.3, ["def __len__(self):", "    return 3", ""]],
  ]);
  const base = random.weighted([
    [12, ""],
    [0.3, "(object)"],
    [0.2, "()"],
  ]);
  const body = random.chance(0.9)
    ? [...constants, ...init, ...getters, ...end]
    : [...constants, ...getters, ...init, ...end];
  while (body[body.length - 1] === "") body.pop();
  return [`class ${schema.name}${base}:`, ...indented(body)];
}
