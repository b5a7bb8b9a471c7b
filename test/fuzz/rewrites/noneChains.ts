/** Programs with chains of None checks. */
import { dressed, indented, observed, PRELUDE, type Program, placed, surrounded } from "./programs.js";
import type { Random } from "./random.js";

const NAMES = ["a", "b", "c", "x", "d", "k", "value", "größe", "names", "_t", "rate", "list", "e", "__own", "é"];

const POOLS = [
  ["none", "none", "float", "zero", "inf", "nan"],
  ["none", "none", "int", "huge", "bool", "number"],
  ["none", "none", "int", "float", "bool", "str", "spy", "zero", "wide", "nan"],
];

/** A program with a chain of None checks in a hot loop. */
export function noneChainProgram(random: Random, id: string): Program {
  const names = random.some(random.chance(0.04) ? [...NAMES, "zip", "float"] : NAMES, random.between(4, 9));
  const readers = [...names];
  const inLoop = random.chance(0.35);
  /** This one has a value only where the flag is set. */
  const late = !inLoop && random.chance(0.15) ? names[0] : undefined;
  const block = surrounded(random, chain(random, names));
  const before = random.weighted<string[]>([
    [4, []],
    [1, ["if flag:", "    local = 2.5"]],
    [1, ['"""Täglich."""']],
    [1, ["class local:", "    pass"]],
  ]);
  const after = random.weighted<string[]>([
    [6, []],
    [1, [`later = lambda: (${readers.join(", ")})`, "note('later', len(later()))"]],
    [0.3, ["def change():", `    nonlocal ${names[1]}`, `    ${names[1]} = 9`, "", "change()"]],
  ]);
  const body = [...before, ...(random.chance(0.35) ? observed(block, readers) : block), ...after];
  const result = `[${names.join(", ")}]`;
  const pool = random.pick(POOLS);
  const flag = `[args[${inLoop ? 1 : names.length}]]`;
  const bound = { LATE: flag, local: before[0]?.startsWith("if flag") ? flag : "[False]" };
  if (inLoop) {
    const loop = random.pick([`for ${names.join(", ")} in rows:`, `for [${names.join(", ")}] in rows:`]);
    const fn = {
      name: "fill",
      parameters: ["rows", "flag", "other"],
      body: ["out = []", loop, ...indented([...body, `out.append(${result})`]), "return out"],
      isHot: true,
    };
    const width = names.length;
    const first = [
      "define(flag)",
      `rows = [rows[i:i + ${width}] for i in range(0, len(rows) - ${width - 1}, ${width})]`,
    ];
    return {
      id,
      text: dressed(random, [...PRELUDE, ...placed(random, fn, ["rows", "flag", "other"], first)]),
      pools: [[`list of ${pool.join(" ")}`], ["bool"], ["float", "none"]],
      values: Object.fromEntries(names.map((name, position) => [name, `args[0][${position}::${width}]`])),
      bound,
    };
  }
  const start =
    late === undefined
      ? []
      : random.chance(0.5)
        ? ["if not flag:", `    del ${late}`]
        : ["if flag:", `    ${late} = start`];
  const isParameter = (name: string): boolean => name !== late || start[0] === "if not flag:";
  const parameters = names.map((name) => {
    if (!isParameter(name)) return "start";
    return random.chance(0.3) ? `${name}: float` : name;
  });
  const fn = {
    name: random.pick(["fill", "price", "x", "d"]),
    parameters: [...parameters, "flag", "other"],
    body: [...start, ...body, `return ${result}`],
    isHot: false,
  };
  const passed = [...names.map((_, position) => `p${position}`), "flag", "other"];
  return {
    id,
    text: dressed(random, [...PRELUDE, ...placed(random, fn, passed, ["define(flag)"])]),
    pools: [...names.map(() => pool), ["bool"], ["float", "none"]],
    values: Object.fromEntries(names.map((name, position) => [name, `[args[${position}]]`])),
    bound: late === undefined ? bound : { ...bound, [late]: flag },
  };
}

function chain(random: Random, names: readonly string[]): string[] {
  const family = random.weighted([
    [4, "float"],
    [2, "int"],
    [2, "mixed"],
    [1, "str"],
    [1, "list"],
    [2, "any"],
  ] as const);
  const odd = random.chance(0.5) ? 0 : 0.15;
  return names.flatMap((name, position) => {
    const value = random.chance(odd) ? oddDefault(random, name, names) : plainDefault(random, family);
    const lines = check(random, name, value);
    if (random.chance(0.04)) lines.push("");
    if (position > 3 && random.chance(0.03)) lines.push("note('between')");
    return lines;
  });
}

function plainDefault(random: Random, family: string): string {
  const float = () => random.pick(["0.0", "-0.0", "1.5", "1e300", "-2.5", "LIMIT", "1_0.5", "LATE"]);
  const int = () => random.pick(["0", "1", "-3", "0x10", "2305843009213693952", "COUNT", "1_000"]);
  switch (family) {
    case "float":
      return random.chance(0.06) ? "local" : float();
    case "int":
      return int();
    case "mixed":
      return random.chance(0.5) ? float() : random.pick(["0", "1", "-3", "7", "9007199254740992"]);
    case "str":
      return random.pick(["''", '"é"', "'a' 'b'", "f'{1}'", "'''two\nlines'''", 'r"\\d"']);
    case "list":
      return random.pick(["[]", "[1, 2]", "[other]", "[[], {}]", "[LATE]"]);
    default:
      return random.pick([
        "True",
        "None",
        "...",
        "()",
        "(1, [])",
        "{}",
        "{1: 2}",
        "{1, 2}",
        "b'x'",
        "1j",
        float(),
        int(),
      ]);
  }
}

/** Defaults that must stay lazy, depend on other names, fail, or are no values of a known type. */
function oddDefault(random: Random, name: string, names: readonly string[]): string {
  const neighbour = random.pick(names);
  return random.pick([
    ...[
      "note('made', 2.5)",
      "other",
      neighbour,
      `[${neighbour}]`,
      name,
      "LATE",
      "local",
      "missing",
      "[missing]",
      "[local]",
    ],
    ...[
      "(LATE, 1)",
      "{other}",
      "{(): [local]}",
      "{([],)}",
      "{*()}",
      "[*other]",
      "~1.5",
      "-other",
      "1 / 0",
      "TABLE['k']",
    ],
    ...["LIMIT.real", "lambda: 0", "zip", "(note('inside', 1.5))", "1.5 if flag else 2.5", "int('x')", "not flag"],
    ...["1.0 and LATE", "{LATE: 1}", "{COUNT: 1}", "{TABLE}", "(missing,)", "{1: missing}"],
  ]);
}

const FORMS: readonly (readonly [number, (name: string, value: string) => string[]])[] = [
  [8, (name, value) => [`if ${name} is None:`, `    ${name} = ${value}`]],
  [2, (name, value) => [`if ${name} is None: ${name} = ${value}`]],
  [2, (name, value) => [`${name} = ${value} if ${name} is None else ${name}`]],
  [2, (name, value) => [`${name} = ${name} if ${name} is not None else ${value}`]],
  [0.5, (name, value) => [`if (${name} is  None) :`, `    ${name} = (${value})`]],
  [0.5, (name, value) => [`if ${name} is None:`, `    ${name} = ${value};`]],
  [0.5, (name, value) => [`if ${name} is None: ${name} = ${value};`]],
  [0.4, (name, value) => [`if ${name} \\`, "        is None:", `    ${name} = (`, `        ${value}`, "    )"]],
  [0.2, (name, value) => [`if ${name} is None: \\`, `  ${name} = ${value}`]],
  [0.15, (name, value) => [`if ${name} is None:  # fill`, `    ${name} = ${value}`]],
  [0.15, (name, value) => [`if ${name} is None:`, `    ${name} = ${value}  # type: float`]],
  [0.15, (name, value) => [`if ${name} is None:`, `    ${name} = ${value}`, "else:", "    note('given')"]],
  [0.15, (name, value) => [`if ${name} is None:`, `    ${name}: float = ${value}`]],
  [0.15, (name, value) => [`${name}: object = ${value} if ${name} is None else ${name}`]],
  [0.15, (name, value) => [`if ${name} == None:`, `    ${name} = ${value}`]],
  [0.15, (name, value) => [`if ${name} is None:`, `    ${name} = ${value}`, "    note('filled')"]],
  [0.15, (name, value) => [`if ${name} is None:`, `    ${name} = ${name}_2 = ${value}`]],
  [0.15, (name, value) => [`${name} = ${value} if ${name} is None else ${name}; note('more')`]],
];

function check(random: Random, name: string, value: string): string[] {
  return value.includes("\n") ? FORMS[0]![1](name, value) : random.weighted(FORMS)(name, value);
}
