/** Programs with chains of None checks. */
import { BLOCK, dressed, type FunctionText, indented, placed, type Program, surrounded } from "./programs.js";
import type { Random } from "./random.js";

const NAMES = ["a", "b", "c", "x", "d", "k", "value", "größe", "names", "_t", "rate", "list", "e", "__own", "self_"];
const ODD_NAMES = ["zip", "float", "é", "x2"];

interface Chain {
  readonly lines: string[];
  /** Names that get a value in some inputs only, with the expression over `args` that says when. */
  readonly bound: Record<string, string>;
}

/** A program with a chain of None checks in a hot loop. */
export function noneChainProgram(random: Random, id: string): Program {
  const inLoop = random.chance(0.35);
  const names = random.some(random.chance(0.1) ? [...NAMES, ...ODD_NAMES] : NAMES, random.between(4, 8));
  const chain = checks(random, names);
  const captured = random.some(names, 2);
  const readers = names.map((name) => `lambda: ${name}`).join(", ");
  const result = `[${names.join(", ")}]`;
  const careful = random.chance(0.3);
  const set = inLoop ? "" : random.weighted([[6, ""], [1, `del ${names[0]}`], [1, "maybe"]] as const);
  const block = surrounded(random, chain.lines);
  const guarded = careful
    ? ["try:", ...indented(block), "except Exception as error:", "    note(type(error).__name__)", `    return state(${readers})`]
    : block;
  const after = random.weighted<string[]>([
    [5, []],
    [1, [`later = lambda: (${captured.join(", ")})`, "note('later', len(later()))"]],
    [1, ["def change():", `    nonlocal ${captured[0]}`, `    ${captured[0]} = 9`, "", "change()"]],
  ]);
  const before = random.weighted<string[]>([
    [6, []],
    [1, ["if flag:", "    local = 2.5"]],
    [1, ['"""Täglich."""']],
    [set === "" ? 0 : 2, ["if flag:", `    ${names[0]} = 1.0`]],
  ]);
  if (set.startsWith("del")) before.push("if not flag:", `    ${set}`);
  const tail = [...after, ...(inLoop ? [`out.append(${result})`] : [`return ${result}`])];
  const body = [...before, ...guarded, ...tail];
  const fn: FunctionText = inLoop
    ? {
        name: "fill",
        parameters: ["rows", "flag", "other"],
        arguments: ["rows", "flag", "other"],
        body: ["out = []", `for ${names.join(", ")} in rows:`, ...indented(body), "return out"],
        isHotByItself: true,
      }
    : {
        name: random.pick(["fill", "price", "x", "d"]),
        parameters: [
          ...names.slice(set === "maybe" ? 1 : 0).map((name) => (random.chance(0.3) ? `${name}: float` : name)),
          "flag",
          "other",
        ],
        arguments: [...names.slice(set === "maybe" ? 1 : 0).map((_, position) => `p${position}`), "flag", "other"],
        body,
        isHotByItself: false,
      };
  const pool = random.weighted([
    [3, ["none", "none", "float", "zero", "inf", "nan"]],
    [2, ["none", "none", "int", "huge", "bool", "number"]],
    [3, ["none", "none", "int", "float", "bool", "str", "spy", "zero", "wide", "nan"]],
  ] as const);
  const lines = [
    "LIMIT = 2.5",
    "COUNT = 3",
    "TABLE = {}",
    "",
    "",
    "def define(flag):",
    "    global LATE",
    "    LATE = 4.5",
    "    if not flag:",
    "        del LATE",
    "",
    "",
    ...BLOCK,
    ...placed(random, fn),
  ];
  const flagAt = fn.arguments.indexOf("flag");
  const entry = lines.findIndex((line) => line.trimStart().startsWith("def entry("));
  const width = names.length;
  if (inLoop) lines.splice(entry + 1, 0, `    rows = [rows[i:i + ${width}] for i in range(0, len(rows) - ${width - 1}, ${width})]`);
  lines.splice(entry + 1, 0, "    define(flag)");
  const values: Record<string, string> = {};
  for (const [position, name] of names.entries()) {
    const argument = position - (set === "maybe" ? 1 : 0);
    values[name] = inLoop ? `args[0][${position}::${width}]` : argument < 0 ? "[1.0]" : `[args[${argument}]]`;
  }
  return {
    id,
    text: dressed(random, lines),
    pools: [
      ...(inLoop ? [["rows of " + pool.join("+")]] : fn.arguments.slice(0, -2).map(() => [...pool])),
      ["bool"],
      ["float", "none"],
    ],
    values,
    bound: {
      ...chain.bound,
      LATE: `[args[${flagAt}]]`,
      local: `[args[${flagAt}] and ${before[1]?.trim() === "local = 2.5"}]`,
      [names[0]!]: set === "" ? "[True]" : `[args[${flagAt}]]`,
    },
  };
}

function checks(random: Random, names: readonly string[]): Chain {
  const lines: string[] = [];
  const bound: Record<string, string> = {};
  const family = random.weighted([
    [4, "float"],
    [2, "int"],
    [2, "mixed"],
    [1, "str"],
    [1, "list"],
    [3, "any"],
  ] as const);
  for (const [position, name] of names.entries()) {
    const odd = random.chance(0.12);
    const value = odd ? oddDefault(random, name, names) : plainDefault(random, family);
    lines.push(...check(random, name, value));
    if (random.chance(0.04)) lines.push("");
    if (position > 3 && random.chance(0.03)) lines.push("note('between')");
  }
  return { lines, bound };
}

function plainDefault(random: Random, family: string): string {
  const float = () => random.pick(["0.0", "-0.0", "1.5", "1e300", "-2.5", "LIMIT", "1_0.5"]);
  const int = () => random.pick(["0", "1", "-3", "10**1 if 0 else 5", "0x10", "2305843009213693952", "COUNT"]);
  switch (family) {
    case "float":
      return random.chance(0.06) ? "LATE" : random.chance(0.06) ? "local" : float();
    case "int":
      return int();
    case "mixed":
      return random.chance(0.5) ? float() : random.pick(["0", "1", "-3", "7", "9007199254740993"]);
    case "str":
      return random.pick(["''", '"é"', "'a' 'b'", "f'{1}'", "'''two\nlines'''", 'r"\\d"']);
    case "list":
      return random.pick(["[]", "[1, 2]", "[other]", "[[], {}]"]);
    default:
      return random.pick(["True", "None", "...", "()", "(1, [])", "{}", "{1: other}", "{1, 2}", "b'x'", "1j", float(), int()]);
  }
}

/** Defaults that must stay lazy, depend on other names, fail, or are no values of a known type. */
function oddDefault(random: Random, name: string, names: readonly string[]): string {
  const neighbour = random.pick(names);
  return random.pick([
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
    "LIMIT.real",
    "lambda: 0",
    "zip",
    "(note('walrus', 1.5))",
    "1.5 if flag else 2.5",
    "(1.0)",
    "int('x')",
    "not flag",
    "1.0 and LATE",
  ]);
}

function check(random: Random, name: string, value: string): string[] {
  const multiline = value.includes("\n");
  const form = multiline
    ? 0
    : random.weighted([
        [8, 0],
        [2, 1],
        [2, 2],
        [2, 3],
        [0.5, 4],
        [0.5, 5],
        [0.3, 6],
        [0.3, 7],
        [0.3, 8],
        [0.4, 9],
        [0.2, 10],
        [0.2, 11],
        [0.2, 12],
        [0.3, 13],
      ] as const);
  switch (form) {
    case 0:
      return [`if ${name} is None:`, `    ${name} = ${value}`];
    case 1:
      return [`if ${name} is None: ${name} = ${value}`];
    case 2:
      return [`${name} = ${value} if ${name} is None else ${name}`];
    case 3:
      return [`${name} = ${name} if ${name} is not None else ${value}`];
    case 4:
      return [`if (${name} is  None) :`, `    ${name} = (${value})`];
    case 5:
      return [`if ${name} is None:`, `    ${name} = ${value};`];
    case 6:
      return [`if ${name} is None:  # fill`, `    ${name} = ${value}`];
    case 7:
      return [`if ${name} is None:`, `    ${name} = ${value}  # type: float`];
    case 8:
      return [`if ${name} is None:`, `    ${name} = ${value}`, "else:", `    note('given')`];
    case 9:
      return [`if ${name} \\`, `        is None:`, `    ${name} = (`, `        ${value}`, "    )"];
    case 10:
      return [`if ${name} is None:`, `    ${name}: float = ${value}`];
    case 11:
      return [`if ${name} == None:`, `    ${name} = ${value}`];
    case 12:
      return [`${name}: object = ${value} if ${name} is None else ${name}`];
    default:
      return [`if ${name} is None:`, `    ${name} = ${value}`, `    note('filled')`];
  }
}
