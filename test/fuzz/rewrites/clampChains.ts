/** Programs with chains of clamps: `if x < c: x = k`. */
import { dressed, indented, observed, PRELUDE, type Program, placed, surrounded } from "./programs.js";
import type { Random } from "./random.js";

const NAMES = ["a", "b", "c", "x", "k", "d", "größe", "_t", "__own", "x_2", "é", "m", "low"];

/** What the clamped names are known to be. */
type NumberKind = "int" | "float" | "unknown";

const POOLS: Readonly<Record<NumberKind, readonly string[][]>> = {
  int: [
    ["int", "int", "wide"],
    ["int", "wide", "huge", "bool", "number", "float", "none"],
  ],
  float: [
    ["float", "float", "zero"],
    ["float", "zero", "large", "inf", "nan", "int", "bool", "str"],
  ],
  unknown: [
    ["int", "float", "zero", "inf", "nan", "bool", "number", "huge"],
    ["int", "float", "spy", "none", "str", "nan", "pairs"],
  ],
};

/** A variable that is clamped. */
interface Variable {
  readonly name: string;
  readonly limit: string;
  readonly value: string;
}

/** A program with a chain of clamps of such names in a hot loop. */
export function clampChainProgram(kind: NumberKind): (random: Random, id: string) => Program {
  return (random, id) => program(random, id, kind);
}

function program(random: Random, id: string, kind: NumberKind): Program {
  const names = random.some(random.chance(0.04) ? [...NAMES, "zip", "abs", "int"] : NAMES, random.between(4, 8));
  const usual = random.pick(["int", "float"]);
  const atZero = kind !== "unknown" && random.chance(0.7);
  const variables = names.map((name) =>
    atZero ? zeroed(random, name, kind) : variable(random, name, names, kind, usual),
  );
  const operator = atZero ? "<" : random.pick(["<", "<", "<=", ">", ">="]);
  const mixed = !atZero && random.chance(0.25);
  const chain = variables.flatMap((each) => [
    ...clamp(random, each, mixed ? random.pick(["<", "<=", ">", ">="]) : operator),
    ...(random.chance(0.03) ? [random.pick(["", "# between", "note('between')"])] : []),
  ]);
  const block = surrounded(random, chain);
  const start = random.weighted<string[]>([
    [4, []],
    [1, ["if flag:", "    local = 2"]],
    [1, ['"""Täglich."""']],
    // Makes the types certain: nothing but ints or floats comes to the chain.
    [kind === "unknown" ? 0 : 4, names.map((name, position) => `${name} = ${kind}(p${position})`)],
  ]);
  const converts = start.length === names.length;
  const body = [...start, ...(random.chance(0.35) ? observed(block, names) : block)];
  const result = `[${names.join(", ")}]`;
  const pool = random.pick(POOLS[kind]);
  const annotate = kind !== "unknown" && !converts;
  const inLoop = !annotate && !converts && random.chance(0.3);
  const width = names.length;
  const at = (position: number): string => (inLoop ? `args[0][${position}::${width}]` : `[args[${position}]]`);
  const clamped = (position: number): string =>
    converts ? `[${kind}(value) for value in ${at(position)}]` : at(position);
  const flagAt = inLoop ? 1 : width;
  const argumentsOf = new Map([
    ["lo", `args[${flagAt + 1}]`],
    ["hi", `args[${flagAt + 2}]`],
    ["LIMIT", "2.5"],
    ["COUNT", "3"],
    ["LATE", "4.5"],
    ["local", "2"],
  ]);
  // Another clamped name has the value that it was given, or what it was set to.
  const known = (text: string, depth = 0): string => {
    const other = names.indexOf(text);
    if (other < 0 || depth > names.length) return `[${argumentsOf.get(text) ?? text}]`;
    return `${clamped(other)} + ${known(variables[other]!.value, depth + 1)}`;
  };
  const common = {
    id,
    values: Object.fromEntries(names.map((name, position) => [name, clamped(position)])),
    beside: Object.fromEntries(variables.map(({ name, limit, value }) => [name, `${known(limit)} + ${known(value)}`])),
    bound: {
      LATE: `[args[${flagAt}]]`,
      local: start[0] === "if flag:" ? `[args[${flagAt}]]` : "[False]",
    },
  };
  const others = ["flag", "lo", "hi"];
  const limits = kind === "unknown" ? pool : [kind, kind === "int" ? "wide" : "nan"];
  const otherPools = [["bool"], limits, limits];
  if (inLoop) {
    const fn = {
      name: "mix",
      parameters: ["rows", ...others],
      body: [
        "out = []",
        `for ${names.join(", ")} in rows:`,
        ...indented([...body, `out.append(${result})`]),
        "return out",
      ],
      isHot: true,
    };
    const first = [
      "define(flag)",
      `rows = [rows[i:i + ${width}] for i in range(0, len(rows) - ${width - 1}, ${width})]`,
    ];
    return {
      ...common,
      text: dressed(random, [...PRELUDE, ...placed(random, fn, fn.parameters, first)]),
      pools: [[`list of ${pool.join(" ")}`], ...otherPools],
    };
  }
  const fn = {
    name: random.pick(["mix", "clamp", "x"]),
    parameters: [
      ...names.map((name, position) => (converts ? `p${position}` : annotate ? `${name}: ${kind}` : name)),
      ...others,
    ],
    body: [...body, `return ${result}`],
    isHot: false,
  };
  const passed = [...names.map((_, position) => `p${position}`), ...others];
  return {
    ...common,
    text: dressed(random, [...PRELUDE, ...placed(random, fn, passed, ["define(flag)"])]),
    pools: [...names.map(() => pool), ...otherPools],
  };
}

/** What bit arithmetic and the abs form are for. */
function zeroed(random: Random, name: string, kind: NumberKind): Variable {
  if (random.chance(0.05)) return { name, limit: "1", value: "note('value', 2)" };
  return kind === "int"
    ? {
        name,
        limit: random.pick(["0", "0", "0", "-0", "0x0"]),
        value: random.pick(["0", "0", "100", "-5", "0x7F", "4503599627370496"]),
      }
    : { name, limit: random.pick(["0", "0.0", "-0.0"]), value: random.pick(["0.0", "0.0", "-0.0"]) };
}

function variable(random: Random, name: string, names: readonly string[], kind: NumberKind, usual: string): Variable {
  if (random.chance(0.06)) {
    const odd = () =>
      random.pick([
        random.pick(names),
        "note('limit', 1)",
        "TABLE['k']",
        "LIMIT.real",
        "missing",
        "LATE",
        "local",
        "[1]",
        "'a'",
        "None",
        "-lo",
        "(lo if flag else hi)",
      ]);
    return { name, limit: odd(), value: odd() };
  }
  const number = kind === "unknown" ? usual : kind;
  const constant = () =>
    number === "int"
      ? random.pick([
          "0",
          "0",
          "1",
          "-1",
          "100",
          "0x7F",
          "-5",
          "9_000",
          "4611686018427387904",
          "COUNT",
          "-0",
          "+3",
          "0o17",
          "0b11",
        ])
      : random.pick(["0.0", "0.0", "0", "-1.0", "1.5", "1e9", ".5", "-0.0", "LIMIT", "1e308"]);
  const limit = random.weighted([
    [4, number === "int" ? "0" : random.pick(["0.0", "0", "-0.0"])],
    [3, constant()],
    [1, "lo"],
  ]);
  const value = random.weighted([
    [3, number === "int" ? "0" : random.pick(["0.0", "0.0", "-0.0"])],
    [3, constant()],
    [1, limit],
    [1, "hi"],
  ]);
  return { name, limit, value };
}

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function clamp(random: Random, { name, limit, value }: Variable, operator: string): string[] {
  const test = random.chance(0.2) ? `${limit} ${MIRRORED[operator]} ${name}` : `${name} ${operator} ${limit}`;
  return random.weighted<string[]>([
    [8, [`if ${test}:`, `    ${name} = ${value}`]],
    [2, [`if ${test}: ${name} = ${value}`]],
    [2, [`${name} = ${value} if ${test} else ${name}`]],
    [0.5, [`if (${test}) :`, `    ${name} = (${value})`]],
    [0.3, [`if ${test}: ${name} = ${value};`]],
    [0.1, [`if ${test}:  # clamp`, `    ${name} = ${value}`]],
    [0.1, [`if ${test}:`, `    ${name} = ${value}  # type: float`]],
    [0.15, [`if ${test}:`, `    ${name} = ${value}`, "else:", "    note('inside')"]],
    [0.12, [`${name} = ${name} if ${test} else ${value}`]],
    [0.12, [`if ${test}: \\`, `  ${name} = ${value}`]],
    [0.12, [`if not ${test}:`, `    ${name} = ${value}`]],
    [0.12, [`if ${test}:`, `    ${name}: object = ${value}`]],
    [0.12, [`${name} = ${value} if ${test} else ${name}; note('more')`]],
  ]);
}
