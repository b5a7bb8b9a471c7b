/** Programs that learn from a KeyError that a key is missing. */
import { dressed, indented, type Lines, PRELUDE, type Program, placed } from "./programs.js";
import type { Random } from "./random.js";

const NAMES = ["value", "x", "größe", "_t", "__own", "k", "table"];

const DICTS = [
  "{}",
  "{1: 2, 0: 3}",
  "{'a': 1, None: 2}",
  "{True: 'yes'}",
  "dict([(2, 3), ('a', 'b')])",
  "{key: 5 for key in (1, 'a', '')}",
];

/** A program with such look-ups in a hot loop. */
export function keyErrorProgram(random: Random, id: string): Program {
  const name = random.pick(NAMES);
  const table = random.pick(["known", "names", "größer"]);
  const isAnnotated = random.chance(0.2);
  const key = random.pick(["row", "row", "row", "(row, 1)", "row, 1", "[row]", "-1", "other", "'a'"]);
  const value = random.weighted([
    [
      8,
      random.pick(["0", "None", "-1", "'none'", "2.5", "other", "row", "(row, 0)", "(0)", "LATE", "missing", "flag"]),
    ],
    [1, random.pick(["[]", "note('made', 1)", "len(out)", name, "[row]"])],
  ]);
  const target = random.chance(0.08) ? `${name}_2` : name;
  const handler = random.weighted<Lines>([
    [8, [`${target} = ${value}`]],
    [0.5, [`${target} = ${value}`, "note('missing')"]],
    [0.5, ["continue"]],
    [0.3, ["# none", `${target} = ${value}`]],
  ]);
  const body = [`${name} = ${table}[${key}]`];
  const before = random.chance(0.6) ? [`${name} = ${name}_2 = 9`] : [];
  const after = random.chance(0.1) ? ["else:", "    note('found')"] : [];
  const head = random.weighted([
    [9, "except KeyError:"],
    [0.5, "except (KeyError):"],
    [1, "except KeyError as error:"],
    [0.3, "except LookupError:"],
  ]);
  const look = [...before, "try:", ...indented(body), head, ...indented(handler), ...after, `out.append(${name})`];
  const loop: Lines = ["for row in rows:", ...indented(look)];
  const start = isAnnotated ? [] : [`${table} = ${random.pick(DICTS)}`, "if flag:", `    ${table}[3] = 1.5`];
  const own = isAnnotated ? [`${table}: dict`] : [];
  const fn = {
    name: "total",
    parameters: ["rows", "flag", "other", ...own],
    body: ["out = []", ...start, ...loop, "return out"],
    isHot: true,
  };
  const passed = ["rows", "flag", "other", ...own.map(() => "table")];
  const lines = placed(random, { ...fn, name: "total" }, passed, []);
  const given = [
    "class Filling(dict):",
    "    def __missing__(self, key):",
    "        violates('own-missing')",
    "        return 7",
    "",
    "",
    "def entry(rows, flag, other):",
    "    define(flag)",
    `    table = Filling(${random.pick(DICTS)}) if flag else ${random.pick(DICTS)}`,
    "    return entry_with(rows, flag, other, table)",
  ];
  const renamed = lines.map((line) => line.replace(/^def entry\(/, "def entry_with("));
  const plain = lines.map((line) => line.replace(/^def entry\(rows, flag, other\):$/, "$&\n    define(flag)"));
  return {
    id,
    text: dressed(random, [...PRELUDE, ...(isAnnotated ? [...renamed, "", "", ...given] : plain)]),
    pools: [
      [`list of ${random.pick(["int none bool", "int str none float", "none int str huge nan"])}`],
      ["bool"],
      ["int", "str", "none"],
    ],
    values: {},
    bound: { LATE: "[args[1]]", missing: "[False]", [name]: before.length > 0 ? "[True]" : "[False]", row: "[True]" },
  };
}
