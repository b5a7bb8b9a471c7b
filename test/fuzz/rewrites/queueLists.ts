/** Programs that use a list at its front. */
import { dressed, indented, type Lines, PRELUDE, type Program, placed, surrounded } from "./programs.js";
import type { Random } from "./random.js";

/** A handler that shows the words of an error. */
const SHOWN = ["except IndexError as error:", "    violates('index-error')", "    note('empty', str(error))"];

/** A program with a function that has a list as a queue. */
export function queueListProgram(random: Random, id: string): Program {
  const name = random.pick(["queue", "open_", "größe", "xs", "__own"]);
  const start = (): string =>
    random.pick([
      "[]",
      "[3, 1]",
      "list(items)",
      "list()",
      "sorted(range(3))",
      "[n * 2 for n in range(4)]",
      "'a b'.split()",
      "items",
    ]);
  const use = (): string[] =>
    random.weighted<string[]>([
      [4, [`note('pop', ${name}.pop(0))`]],
      [2, [`${name}.insert(0, item)`]],
      [1, [`del ${name}[0]`]],
      [3, [`${name}.append(item)`]],
      [1, [`${name}.extend([item, 2])`]],
      [1, [`${name} += [item]`]],
      [1, [`note('last', ${name}.pop())`]],
      [1, [`note('first', ${name}[0])`, `note('end', ${name}[-1])`]],
      [0.6, [`note('in', item in ${name})`]],
      [0.6, [`if ${name} and index:`, "    note('some')"]],
      [0.6, [`if not ${name}:`, "    continue"]],
      [0.6, [`for other in ${name}:`, "    note('other', other)"]],
      [0.4, [`note('length', len(${name}))`]],
      [0.4, [`note('all', str(list(${name})))`]],
      [0.3, [`${name}.reverse()`]],
      [0.3, [`${name}.clear()`]],
      [0.3, [`note('count', ${name}.count(item))`]],
      [0.2, [`if len(${name}) < 9:`, `    ${name} += ${name}`]],
      [0.2, [`${name} = ${start()}`]],
      [0.2, [`try:`, `    ${name}.pop(0)`, "except IndexError:", "    note('empty')"]],
      [0.4, ["try:", `    ${name}.pop(0)`, ...SHOWN]],
      [1, [`if ${name}:`, `    note('pop', ${name}.pop(0))`]],
      [0.5, [`if len(${name}) > 0 and item:`, `    del ${name}[0]`]],
      [0.5, [`if not ${name}:`, "    break", `note('last', ${name}.pop())`]],
      [0.5, [`while ${name} and ${name}[0] != item:`, `    ${name}.pop(0)`]],
      [0.3, [`if ${name}:`, `    note('two', (${name}.pop(0), ${name}[0]))`]],
      [0.3, [`if ${name}:`, "    for other in range(2):", `        note('pop', ${name}.pop())`]],
      [0.15, [`for other in ${name}:`, `    ${name}.pop(0)`]],
      [0.15, [`note('slice', len(${name}[1:]))`]],
      [0.1, [`note('equal', ${name} == [1])`]],
      [0.1, [`note('sum', sum(n for n in ${name} if n is not None))`]],
      [0.1, [`note('show', str(${name}))`]],
      [0.1, [`keep = ${name}`]],
      [0.1, [`${name}[0] = index`]],
    ]);
  const body = ["if index > 5:", "    break", ...Array.from({ length: random.between(2, 5) }, use).flat()];
  const written: Lines = surrounded(random, [
    `${name} = ${start()}`,
    ...(random.chance(0.3) ? [`${name}.extend(items)`] : []),
    "for index, item in enumerate(items):",
    ...indented(body),
    ...(random.chance(0.3) ? [`while ${name}:`, `    note('rest', ${name}.pop(0))`] : []),
  ]);
  const isWatched = random.chance(0.4);
  const fn = {
    name: "serve",
    parameters: ["items"],
    body: [
      ...(isWatched ? ["try:", ...indented(written), ...SHOWN] : written),
      random.pick([`return list(${name})`, `return len(${name})`, "return None", `return ${name}`]),
    ],
    isHot: true,
  };
  const imports = random.weighted<Lines>([
    [4, []],
    [2, ["import json", "from math import pi"]],
    [1, ["from collections import deque"]],
    [1, ["import collections"]],
    [0.5, ["from __future__ import annotations"]],
    [0.4, ["deque = list"]],
    [0.3, ["import collections as c", "collections = None"]],
  ]);
  const lines = placed(random, fn, ["items"]);
  return {
    id,
    text: dressed(random, [...imports, ...PRELUDE, ...lines]),
    pools: [["list of int", "list of int none", "list of str int"]],
    values: {},
    bound: {},
  };
}
