/** Programs with loops over itertools.product. */
import { dressed, indented, type Lines, observed, PRELUDE, type Program, placed, surrounded } from "./programs.js";
import type { Random } from "./random.js";

/** What an argument of product may be. `first` and `second` are parameters, which may be anything. */
const ARGUMENTS: readonly (readonly [number, string])[] = [
  [4, "first"],
  [4, "second"],
  [2, "range(3)"],
  [2, "range(1, 3)"],
  [2, "range(size)"],
  [1, "range(first)"],
  [1, "range(len(second))"],
  [1, "(1, 2, 3)"],
  [1, "'ab'"],
  [1, "(n * 2 for n in second)"],
  [1, "[n for n in first]"],
  [1, "sorted(second)"],
  [0.7, "[note('made', 4), 5]"],
  [0.7, "iter(first)"],
  [0.7, "[Held([1, 2]), 3]"],
  [0.4, "TABLE"],
  [0.4, "late"],
  [0.3, "range(\n        2,\n        4,\n    )"],
  [0.2, "a"],
];

/** A program with a function that loops over a product of two or three iterables. */
export function productLoopProgram(random: Random, id: string): Program {
  const names = random.weighted<readonly string[]>([
    [5, ["a", "b"]],
    [2, ["a", "b", "c"]],
    [1, ["größe", "_"]],
    [0.3, ["_", "_"]],
  ]);
  const given = names.map(() => random.weighted(ARGUMENTS.map(([weight, text]) => [weight, text] as const)));
  const [x, y] = [names[0]!, names[names.length - 1]!];
  const statement = (): string[] =>
    random.weighted<string[]>([
      [5, [`out.append((${names.join(", ")}))`]],
      [2, [`note('item', str(${y}))`]],
      [2, [`if ${x} == ${y}:`, "    continue"]],
      [1, ["size += 1"]],
      [1, ["if len(out) > 5:", "    return out"]],
      [1, ["first.append(7) if len(out) < 3 and isinstance(first, list) else None"]],
      [1, [`for other in (${x}, ${y}):`, "    if other == 2:", "        break", "    out.append(other)"]],
      [0.6, ["# a comment", `out.append(${x})  # another`]],
      [0.5, [`made.append(lambda: ${x})`]],
      [0.3, [`${y} = 5`]],
      [0.3, ["if len(out) > 4:", "    break"]],
      [0.2, ['out.append("""two', 'lines""")']],
      [0.2, ["out.append(len(locals()))"]],
    ]);
  const target = random.chance(0.2) ? `(${names.join(", ")})` : names.join(", ");
  const callee = random.weighted([
    [3, "product"],
    [2, "itertools.product"],
  ]);
  const head = `for ${target} in ${callee}(${given.join(", ")}):${random.chance(0.15) ? "  # all of them" : ""}`;
  const loop: Lines = [
    ...head.split("\n"),
    ...indented(Array.from({ length: random.between(1, 3) }, statement).flat()),
    ...(random.chance(0.05) ? ["else:", "    note('else')"] : []),
  ];
  const before = random.weighted<Lines>([
    [4, ["size = 2"]],
    [1, ["size = len(str(second))"]],
    [1, ["if first:", "    size = 3"]],
    [0.5, ["size = second"]],
    [0.3, ["map = None", "size = 1"]],
  ]);
  const after = random.weighted<Lines>([
    [5, []],
    [1, [`note('after', str(len(out)))`]],
    [0.3, [`out.append(${y})`]],
  ]);
  const fn = {
    name: "combine",
    parameters: ["first", "second"],
    body: [
      "out = []",
      "made = []",
      ...(random.chance(0.3) ? ["late = (8, 9)"] : random.chance(0.5) ? ["if second:", "    late = [8]"] : []),
      ...before,
      ...observed(surrounded(random, loop), ["out"]),
      ...after,
      "return out, [task() for task in made]",
    ],
    isHot: true,
  };
  return {
    id,
    text: dressed(random, [
      "import itertools",
      "from itertools import product",
      "",
      ...PRELUDE,
      ...placed(random, fn, ["first", "second"]),
    ]),
    pools: [
      ["ints", "rows", "str", "count", "spy", "none"],
      ["ints", "pairs", "str", "matrix", "count"],
    ],
    values: {},
    bound: {},
  };
}
