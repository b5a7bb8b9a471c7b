/** Programs that make text or bytes longer in a loop. */
import { dressed, indented, type Lines, PRELUDE, type Program, placed, surrounded } from "./programs.js";
import type { Random } from "./random.js";

/** What makes a piece of any value says so where the piece is not of the type. */
const PIECES: Lines = [
  "def piece(value):",
  "    if note('piece', value) is not None and not isinstance(value, str):",
  "        return str(value)",
  "    if value is None:",
  "        violates('piece-type')",
  "    return value",
  "",
  "",
  "def octets(value):",
  "    if isinstance(value, int):",
  "        return bytes(abs(note('octets', int(value))) % 5)",
  "    if value is None:",
  "        violates('piece-type')",
  "        return [65, 66]",
  "    return repr(value).encode()",
  "",
  "",
];

const TEXT: readonly (readonly [number, string])[] = [
  [4, "'%s;' % (item,)"],
  [3, 'f"{item}, "'],
  [1, 'f"{item}"'],
  [2, "piece(item)"],
  [1, "'a' + \"b\""],
  [1, "('-' if item else '+')"],
  [1, "repr(item).strip()"],
  [1, "'x'.join(['1', '2'])"],
  [0.5, "(note('twice', 1) and\n    '2')"],
  [0.5, "str(note('index', index))"],
  [0.3, "{name}"],
  [0.3, "'%d' % item"],
  [0.2, "'a', 'b'"],
  [0.2, "(again := 'again')"],
];

const BYTES: readonly (readonly [number, string])[] = [
  [4, "octets(item)"],
  [3, "b'%a;' % (item,)"],
  [2, "'%s' % (item,) .encode()"],
  [2, "('%s' % (item,)).encode()"],
  [1, "(b'-' if item else b'+')"],
  [0.3, "bytearray(b'ab')"],
  [0.3, "{name}"],
];

/** A program with a function that collects pieces. */
export function concatLoopProgram(random: Random, id: string): Program {
  const isText = random.chance(0.6);
  const name = random.pick(["text", "data", "größe", "out_2", "__own"]);
  const start = isText ? random.pick(["''", '""', "''", "'a'"]) : random.pick(["b''", 'b""', "b''", "b'a'"]);
  const addition = (): string[] => {
    const value = random.weighted(isText ? TEXT : BYTES).replace("{name}", name);
    return `${name} += ${value}${random.chance(0.1) && !value.includes("\n") ? "  # added" : ""}`.split("\n");
  };
  const body = Array.from({ length: random.between(1, 3) }, () =>
    random.weighted<() => string[]>([
      [6, addition],
      [1, () => ["if item:", ...indented(addition())]],
      [0.7, () => ["for index in range(3):", ...indented(addition())]],
      [0.5, () => ["note('item', index)"]],
      [0.4, () => ["if item == 0:", "    continue"]],
      [0.4, () => ["if item == 7:", "    break"]],
      [0.3, () => ["if index > 4:", "    return index"]],
      [0.3, () => [`note('length', len(${name}))`]],
      [0.2, () => [`(lambda: ${name})()`]],
      [0.2, () => ["try:", ...indented(addition()), "except TypeError:", "    note('caught')"]],
      [0.1, () => [`${name} = ${start}`]],
    ])(),
  ).flat();
  const loop = [
    random.pick(["for index, item in enumerate(items):", "for index, item in enumerate(items):  # all of them"]),
    ...indented(body.length > 0 ? body : ["pass"]),
    ...(random.chance(0.1) ? ["else:", `    note('all', ${random.pick(["1", name])})`] : []),
  ];
  const written = surrounded(random, [
    `${name} = ${start}`,
    ...(random.chance(0.1) ? ["note('between')"] : []),
    ...(random.chance(0.1) ? ["# the items"] : []),
    ...loop,
    ...(random.chance(0.2) ? ["", `note('done', len(${name}))`] : []),
  ]);
  const isGenerator = random.chance(0.15);
  const around = random.weighted<Lines>([
    [6, written],
    [1, ["for again in range(2):", ...indented(written), "    note('round', again)"]],
    [0.5, ["try:", ...indented(written), "except TypeError:", "    note('failed')"]],
  ]);
  const last = isGenerator ? [`yield ${name}`] : [`return ${name}`];
  const first = random.chance(0.1) ? [`${name} = ${isText ? "'before'" : "b'before'"}`] : [];
  const fn = {
    name: "collect",
    parameters: ["items"],
    body: [...first, ...around, ...(random.chance(0.05) ? ["note('locals', len(locals()))"] : []), ...last],
    isGenerator,
    isHot: true,
  };
  const lines = placed(random, fn, ["items"]);
  return {
    id,
    text: dressed(random, [...PRELUDE, ...PIECES, ...lines]),
    pools: [["list of int str", "list of int", "list of str none", "list of int bool float"]],
    values: {},
    bound: {},
  };
}
