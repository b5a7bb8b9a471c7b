/** Programs that fill a list of None with numbers. */
import { dressed, indented, type Lines, PRELUDE, type Program, placed, surrounded } from "./programs.js";
import type { Random } from "./random.js";

/** A program with a function that fills a list. */
export function noneListProgram(random: Random, id: string): Program {
  const name = random.pick(["table", "xs", "größe", "__own"]);
  const count = random.weighted([
    [4, "count"],
    [3, "n"],
    [2, "5"],
    [1, "len(items)"],
    [0.3, "COUNT"],
  ]);
  const value = random.weighted([
    [4, "i * 2"],
    [3, "len(items)"],
    [2, "i * 0.5"],
    [2, "float(i) if i else 2.5"],
    [1, "int(note('value', i))"],
    [0.5, "ord('a') + i"],
    [0.3, "1 if i < 4 else 10 // (i - 4)"],
  ]);
  const write = [
    `${name}[${random.weighted([
      [9, "i"],
      [0.5, "i - 1"],
      [0.5, "0"],
    ])}] = ${value}`,
  ];
  const body = [
    ...random.weighted<Lines>([
      [6, []],
      [1, ["note('round', i)"]],
      [0.4, ["if i == 3:", "    break"]],
      [0.4, ["if i == 3:", "    continue"]],
      [0.3, [`note('before', ${name}[i])`]],
      [0.2, ["i += 0"]],
      [0.2, ["if i == 3:", `    return ${name}`]],
    ]),
    ...random.weighted<Lines>([
      [8, write],
      [0.6, ["if i % 2:", ...indented(write)]],
      [0.4, ["try:", ...indented(write), "except ZeroDivisionError:", "    note('zero')"]],
    ]),
    ...random.weighted<Lines>([
      [6, []],
      [0.5, [`note('after', ${name}[i])`]],
      [0.4, [`note('some', ${name}[-1])`]],
      [0.4, [`${name}[i] += 1`]],
    ]),
  ];
  const range = random.chance(0.1) ? random.pick([`${count} - 1`, `1, ${count}`]) : count;
  const filled: Lines = [
    `${name} = ${random.chance(0.8) ? `[None] * ${count}` : `${count} * [None]`}`,
    ...(random.chance(0.05) ? ["note('between')"] : []),
    `for i in range(${range}):`,
    ...indented(body),
    ...(random.chance(0.1) ? ["else:", `    note('all', len(${name}))`] : []),
  ];
  const around = random.weighted<Lines>([
    [5, surrounded(random, filled)],
    [1, ["try:", ...indented(filled), "except ZeroDivisionError:", "    note('failed')"]],
    [1, ["for again in range(2):", ...indented(filled), `    note('again', len(${name}))`]],
  ]);
  const fn = {
    name: "fill",
    parameters: ["items", "n"],
    body: [
      "count = len(items)",
      ...around,
      ...(random.chance(0.05) ? ["note('locals', len(locals()))"] : []),
      random.pick([`return ${name}`, `return ${name}`, `return sum(${name})`]),
    ],
    isHot: true,
  };
  const driver: Lines = ["def many(rows):", "    for row in rows:", "        entry(*row)"];
  const lines = placed(random, { ...fn, isHot: false }, ["items", "n"]);
  return {
    id,
    text: dressed(random, [...PRELUDE, ...lines, "", "", ...driver]),
    pools: [
      ["list of int", "list of str"],
      ["count", "count", "int", "bool", "none", "float"],
    ],
    values: { n: "[args[1]]", COUNT: "[3]" },
    bound: {},
  };
}
