/** Functions that loop over a generator. */
import type { GeneratorText } from "./generatorTexts.js";
import { indented, type Lines, observed } from "./programs.js";
import type { Random } from "./random.js";

/** The call of the generator, by its name as the consumer knows it. */
export function callText(random: Random, callee: string, generator: GeneratorText, first: readonly string[]): string {
  const values = generator.parameters.map(({ argument }) =>
    random.weighted([
      [6, argument],
      [2.5, `shout(${argument})`],
      [0.4, `(${argument})`],
      [argument === "items" || argument === "rows" ? 1 : 0, `Held(${argument})`],
      [argument === "items" ? 0.5 : 0, `closing(${argument})`],
      [0.4, argument === "n" ? "3" : argument === "items" ? "[1, 3, 5]" : argument],
      [0.3, argument === "n" ? "count := 2" : argument],
      [
        0.3,
        argument === "items"
          ? "[\n                    1,\n                    2,\n                ]"
          : argument === "n"
            ? "1 +\n                    2"
            : argument,
      ],
      [0.2, argument === "items" ? "lambda: 0" : argument],
    ]),
  );
  const named = random.chance(0.2);
  const from = named ? random.below(values.length + 1) : values.length;
  const given = values.map((value, position) =>
    position < from ? value : `${generator.parameters[position]!.name}=${value.includes(":=") ? `(${value})` : value}`,
  );
  if (named && from < given.length - 1 && random.chance(0.5)) given.push(given.splice(from, 1)[0]!);
  const odd = random.weighted([
    [20, undefined],
    [0.5, "step=5"],
    [0.3, "*[]"],
    [from > 0 ? 0.3 : 0, `${generator.parameters[0]?.name ?? "n"}=1`],
    [0.3, "4"],
  ]);
  if (odd !== undefined && !(odd === "4" && given.some((value) => /^\w+=/.test(value)))) given.push(odd);
  return `${callee}(${[...first, ...given].join(", ")})`;
}

/** The statements of a function that collects what the generator gives in `out`. */
export function consumerText(random: Random, call: string, width: number): string[] {
  const { target, names } = targetOf(random, width);
  const item = `[${names.join(", ")}]`;
  const first = names[0] ?? "0";
  const body = [
    ...random.weighted<Lines>([
      [5, []],
      [1, [`note('body', ${first})`]],
      [1, [`if ${first} == 2:`, "    continue"]],
      [1, [`if ${first} == 4:`, "    break"]],
      [0.7, ["kept = out", "break"]],
      [0.7, [`if ${first} == 1:`, "    return ['found', out]"]],
      [
        0.7,
        [
          "for again in (1, 2):",
          `    if again == ${first}:`,
          "        break",
          "else:",
          random.pick(["    break", "    continue"]),
        ],
      ],
      [0.5, ["while True:", "    note('once')", "    break"]],
      [0.5, [`if ${first} == 3:`, "    raise ValueError"]],
      [0.5, ["items = None"]],
      [0.5, ["n = 0"]],
      [0.5, ["if len(items) < 8:", "    items.append(4)"]],
      [0.5, ["total = 5"]],
      [0.4, [`peek = lambda: ${first}`, "note('peek', peek())"]],
      [0.3, ["rows, i, x = [], 1, 2"]],
      [0.3, [`${/^\d/.test(first) ? "x" : first} = 8`]],
      [0.1, ["note('names', len(dir()))"]],
    ]),
    ...random.weighted<Lines>([
      [6, []],
      [0.5, ["# keep it"]],
      [0.5, ["", "# keep it", ""]],
    ]),
    `out.append(${item})${random.chance(0.1) ? "  # item" : ""}`,
  ];
  const head = `for ${target} in ${call}:`;
  const loop = random.weighted<string[]>([
    [9, [head, ...indented(body)]],
    [0.6, [`${head} out.append(${item})`]],
    [0.4, [`${head} note('one'); out.append(${item})`]],
    [0.4, [head, "    # first", ...indented(body)]],
    [0.3, [`${head}  # loop`, ...indented(body)]],
    [0.3, [head, ...indented(body), "else:", "    note('else')"]],
    [0.4, [head, ...indented(body), "    # last"]],
  ]);
  const block = random.weighted<() => string[]>([
    [5, () => loop],
    [2, () => ["for again in (0, 1):", ...indented(loop)]],
    [1, () => ["if note('if') is None:", ...indented(loop)]],
    [1, () => ["try:", ...indented(loop), "finally:", "    note('left')"]],
    [1, () => ["try:", ...indented(loop), "except (KeyError, TypeError) as error:", "    note(type(error).__name__)"]],
    [0.5, () => ["try:", ...indented(loop), "except RuntimeError:", "    note('runtime')"]],
    [0.5, () => observed(loop, ["out", ...names.filter((name) => /^\p{L}+$/u.test(name))])],
  ])();
  const start = random.weighted<Lines>([
    [5, []],
    [2, ["i = j = a = 9"]],
    [1.5, ["total = seen = x = 1"]],
    [0.5, ["items_in = n_in = 3"]],
    [0.5, ["i_2 = 5"]],
    [0.3, ["range = list"]],
    [0.3, ["SCALE = 3"]],
    [0.3, ["def later():", "    nonlocal n", "    n = 1", ""]],
    [0.3, ["def fetch(value):", "    return value", ""]],
    [0.3, ["global total", "total = 2"]],
  ]);
  // What the function's own variables are afterwards shows whether the generator's were kept apart from them.
  const own = /^(\w+(?: = \w+)*) = \d+$/.exec(start[0] ?? "")?.[1]?.split(" = ") ?? [];
  const seen = own.length > 0 ? own : random.pick([[], ["total"], ["n"], ["SCALE"]]);
  const again = random.chance(0.2) ? ["note('again')", ...block] : [];
  return ["out = []", ...start, ...block, ...again, `return [${["out", ...seen].join(", ")}]`];
}

function targetOf(random: Random, width: number): { target: string; names: string[] } {
  if (width === 1) {
    return random.weighted([
      [6, one(random.pick(["x", "item", "i", "value", "é"]))],
      [0.4, { target: "(x)", names: ["x"] }],
      [0.4, { target: "out[len(out):]", names: ["0"] }],
      [0.2, { target: "TABLE['x']", names: ["0"] }],
      [0.2, { target: "x, *rest", names: ["x", "rest"] }],
    ]);
  }
  const names = random.some(["a", "b", "i", "j", "x", "y", "_", "row", "größe"], width);
  return random.weighted([
    [5, { target: names.join(", "), names }],
    [1, { target: `(${names.join(", ")})`, names }],
    [0.5, { target: `[${names.join(", ")}]`, names }],
    [0.5, { target: `${names[0]}, *rest`, names: [names[0]!, "rest"] }],
    [0.5, one("item")],
  ]);
}

function one(name: string): { target: string; names: string[] } {
  return { target: name, names: [name] };
}
