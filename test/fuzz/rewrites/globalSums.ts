/** Programs with loops that change globals. */
import { dressed, indented, type Lines, type Program } from "./programs.js";
import type { Random } from "./random.js";

/** What else sees the globals: called by name, which the fix finds, or through things that the text does not show. */
const WATCHERS: Lines = [
  "def peek():",
  "    violates('seen-meanwhile')",
  "    return note('peek', total)",
  "",
  "",
  "def change():",
  "    global total",
  "    violates('seen-meanwhile')",
  "    total = 1000",
  "    return 0",
  "",
  "",
  "class Watch:",
  "    @property",
  "    def total(self):",
  "        return peek()",
  "",
  "    def plain(self):",
  "        return 3",
  "",
  "",
  "HOOKS = {'peek': peek, 'change': change, 'plain': abs}",
  "WATCH = Watch()",
  "",
  "",
];

/** A program with a function that adds up globals. */
export function globalSumProgram(random: Random, id: string): Program {
  const isLate = random.chance(0.15);
  const start = random.pick(["0", "0", "0.0", "5", "True"]);
  const names = random.chance(0.4) ? ["total", "count"] : ["total"];
  const globals = [`total = ${start}`, "count = 0"];
  const loops = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => loopText(random, names));
  const own = [
    `global ${names.join(", ")}`,
    "out = []",
    ...(random.chance(0.3) ? ["total = 1"] : []),
    ...loops.flatMap((loop) => [...surroundedLoop(random, loop), ...(random.chance(0.3) ? ["note('t', total)"] : [])]),
    isLate ? "return out" : `return (${[...names, "out"].join(", ")})`,
  ];
  const parameters = "items, n, flag";
  const place = random.weighted([
    [6, "function"],
    [1, "method"],
    [1, "nested"],
  ] as const);
  const work = {
    function: [`def work(${parameters}):`, ...indented(own)],
    method: ["class Owner:", `    def work(self, ${parameters}):`, ...indented(own, 2)],
    nested: ["def make():", `    def work(${parameters}):`, ...indented(own, 2), "    return work"],
  }[place];
  const callee = { function: "work", method: "Owner().work", nested: "make()" }[place];
  const unset = isLate ? ["globals()['total'] = 2", "if not flag:", "    del globals()['total']"] : [];
  return {
    id,
    text: dressed(random, [
      ...(isLate ? [] : globals),
      "",
      "",
      ...WATCHERS,
      ...work,
      "",
      "",
      ...(isLate ? globals : []),
      `def entry(${parameters}):`,
      ...indented([
        ...unset,
        "try:",
        `    return ${callee}(${parameters})`,
        "except Exception:",
        "    violates('loop-raises')",
        "    raise",
      ]),
    ]),
    pools: [["ints", "ints", "ints", "matrix", "list of int float", "list of int none str"], ["count"], ["bool"]],
    values: {},
    bound: { total: "[args[2]]" },
  };
}

function loopText(random: Random, names: readonly string[]): string[] {
  const statements = Array.from({ length: random.between(1, 4) }, () => bodyText(random, random.pick(names)));
  const adds = `${random.pick(names)} ${random.pick(["+=", "-=", "*="])} ${random.pick(["i", "1", "2", "0.5"])}`;
  statements.splice(random.below(statements.length + 1), 0, [adds]);
  const body = statements.flat();
  const head = random.pick([
    ["for i in range(n):"],
    ["for i in range(len(items)):"],
    ["for i, item in enumerate(items):", "    note('item', repr(item))"],
    ["i = n", "while i > 0:", "    i -= 1"],
    ["for item in items:", "    i = 2"],
    ["for item in items:", "    i = item"],
    ["while len(out) < n:", "    i = len(out)", "    out.append(i)"],
    ["for i in range(n + total):", "    if i > 9: break"],
  ]);
  const otherwise = random.chance(0.15) ? ["else:", ...indented([`${names[0]} += 7`])] : [];
  const comment = random.chance(0.2) ? ["# adds up"] : [];
  const at = head.findIndex((line) => line.endsWith(":"));
  return [...head.slice(0, at), ...comment, ...head.slice(at), ...indented(body), ...otherwise];
}

function bodyText(random: Random, name: string): string[] {
  return random.weighted<string[]>([
    [4, [`${name} += i`]],
    [2, [`${name} += 1  # one more`]],
    [1, [`${name} -= i * 2`]],
    [1, [`${name} |= 3`]],
    [1, [`${name} /= 2`]],
    [1, [`if i % 2: ${name} += 3`]],
    [1, [`if ${name} > 40:`, `    ${name} = 1`]],
    [1, [`out.append(${name})`]],
    [1, [`out.append(f"{${name}!r:>5}")`]],
    [0.3, [`out.append(f"{${name}=}")`]],
    [1, [`note('now', ${name})`]],
    [1, [`${name} += note('i', i)`]],
    [1, ["for j in range(2):", `    ${name} += j`]],
    [1, ["try:", `    ${name} += i`, "    {}['gone']", "except KeyError:", `    ${name} += 4`]],
    [1, [`${name} += WATCH.plain()`]],
    [0.6, [`${name} += HOOKS['plain'](2)`]],
    [0.6, ["HOOKS['peek']()"]],
    [0.4, ["HOOKS['change']()"]],
    [0.4, ["WATCH.total"]],
    [0.3, ["peek()"]],
    [0.3, ["change()"]],
    [0.4, [`out.append([${name} for again in (1, 2)])`]],
    [0.3, [`out.append((lambda: ${name})())`]],
    [0.6, ["if i > 2: break"]],
    [0.5, ["if i == 1: continue"]],
    [0.2, ["if i > 2: return out"]],
    [0.3, [`local_${name} = 5`]],
    [0.3, ["", "# nothing", `${name} += (1 +`, "    2)"]],
  ]);
}

function surroundedLoop(random: Random, loop: Lines): string[] {
  return random.weighted<() => string[]>([
    [6, () => [...loop]],
    [1, () => ["if n:", ...indented(loop)]],
    [1, () => ["try:", ...indented(loop), "except TypeError:", "    violates('loop-raises')", "    note('t', total)"]],
    [1, () => ["for again in range(2):", ...indented(loop)]],
  ])();
}
