/** Programs with values that are ints on one path and floats on another. */
import { dressed, indented, type Lines, PRELUDE, type Program, placed } from "./programs.js";
import type { Random } from "./random.js";

const NAMES = ["a", "b", "x", "größe", "_t", "rate", "k", "é", "__own"];

const INTS = ["0", "0", "1", "-1", "7", "1_000", "(0)", "-0", "0x10", "9007199254740992", "9007199254740993"];

/** A program that calculates with such values in a hot loop. */
export function mixedNumberProgram(random: Random, id: string): Program {
  const names = random.some(NAMES, random.between(1, 4));
  const isExact = random.chance(0.4);
  const helper = !isExact && random.chance(0.3);
  const uses = names.flatMap((name) => use(random, name, names, isExact));
  const body: Lines = [
    "result = 0.5",
    "out = []",
    "for value in rows:",
    ...indented([
      ...names.flatMap((name) => (helper ? [`${name} = number(value)`] : mixedValue(random, name))),
      ...uses,
    ]),
    "return [result, out]",
  ];
  const fn = { name: "total", parameters: ["rows", "flag", "other"], body, isHot: true };
  const number = ["def number(value):", ...indented(resultLines(random)), "", ""];
  const lines = placed(random, fn, fn.parameters, []);
  return {
    id,
    text: dressed(random, [...PRELUDE, ...(helper ? number : []), ...lines]),
    pools: [
      [`list of ${random.pick(["none float zero", "none float int nan inf", "none none float bool huge str"])}`],
      ["bool"],
      ["float", "int", "zero", "none"],
    ],
    values: {},
    bound: {},
  };
}

/** What makes the value, in one of its spellings. */
function mixedValue(random: Random, name: string): string[] {
  const int = random.pick(INTS);
  const float = random.pick(["float(value)", "float(value)", "float(value) * 2.0", "1.5", "(float(value))"]);
  const test = random.pick(["value is not None", "value", "flag and value is not None"]);
  const changed = random.chance(0.1) ? [`${name} = ${name} * 2`] : [];
  return random.weighted<() => string[]>([
    [4, () => [`${name} = ${float} if ${test} else ${int}`]],
    [2, () => [`${name} = ${int} if not (${test}) else ${float}`]],
    [2, () => [`if ${test}:`, `    ${name} = ${float}`, "else:", `    ${name} = ${int}  # none`]],
    [2, () => [`${name} = ${int}`, `if ${test}:`, `    ${name} = ${float}`]],
    [0.5, () => [`${name} = ${float} if ${test} else int(1.5)`]],
    [0.3, () => [`${name} = ${float} if ${test} else ${int}`, ...changed]],
  ])();
}

function resultLines(random: Random): string[] {
  return random.pick([
    ["if value is None:", "    return 0", "return float(value)"],
    ["return float(value) if value is not None else 1"],
    ["if value is None:", "    return 3", "else:", "    return float(value) / 2.0"],
  ]);
}

const NEEDS_INT = "violates('needs-int')";

/** What is done with the value: uses in which no one can tell an int from a float, and others. */
function use(random: Random, name: string, names: readonly string[], isExact: boolean): string[] {
  const exact = (): string[] => [
    random.pick([
      `result += ${name} * 0.5`,
      `result = result + (2.5 - ${name})`,
      `result += 1.5 if ${name} < 0.25 else 2.5`,
      `result += 3.5 // (${name} + 0.5 or 1.0)`,
      `out.append(${name} + 0.5)`,
      `out.append(-1.5 * ${name})`,
      `out.append(${name} >= 0.5)`,
    ]),
  ];
  if (isExact) return exact();
  const other = random.pick(names);
  return [
    ...random.weighted<() => string[]>([
      [4, exact],
      [3, () => [`result += ${name} * ${other}`]],
      [1, () => [`result += ${name} / (${other} or 1)`]],
      [1, () => [`out.append(${name} // 2)`]],
      [1, () => [`out.append(${name})`]],
      [1, () => [`out.append(lambda: ${name})`, `out[-1] = out[-1]() + 0.5`]],
      [1, () => [NEEDS_INT, `out.append(str(${name}))`]],
      [1, () => [NEEDS_INT, `out.append([1, 2, 3][${name}])`]],
      [1, () => [NEEDS_INT, `out.append(isinstance(${name}, int))`]],
      [1, () => [NEEDS_INT, `out.append(f"{${name}}")`]],
      [1, () => [NEEDS_INT, `out.append(${name} * 10 ** 400)`]],
    ])(),
    `result += ${name} * 0.5`,
  ];
}
