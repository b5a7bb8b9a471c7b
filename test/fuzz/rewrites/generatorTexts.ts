/** Generators with loops around their `yield`, and others that look like them. */
import { indented, type Lines } from "./programs.js";
import type { Random } from "./random.js";

/** What generators and their consumers get: the names of the arguments of `entry`, with the pools of their values. */
export const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  n: ["count", "count", "count", "none"],
  items: ["ints", "ints", "ints", "count", "str"],
  rows: ["rows", "rows", "rows", "ints"],
  pairs: ["pairs", "pairs", "pairs", "matrix"],
};

/** Functions that generators call. */
export const HELPERS: Lines = [
  "SCALE = 10",
  "total = 7",
  "",
  "",
  "def fetch(value):",
  "    note('fetch', value)",
  "    if value == 3:",
  "        violates('stop-iteration')",
  "        raise StopIteration",
  "    if value == 6:",
  "        raise KeyError(value)",
  "    return value",
  "",
  "",
  "def shout(value):",
  "    note('shout', value)",
  "    return value",
  "",
  "",
  "def take(values):",
  "    return values.pop() if values else 0",
  "",
  "",
  "def closing(values):",
  "    try:",
  "        for value in values:",
  "            yield value",
  "    except GeneratorExit:",
  "        if freeing_is_certain:",
  "            violates('lifetime')",
  "            note('closed')",
  "        raise",
  "",
  "",
  "def inner_items(values):",
  "    for value in values:",
  "        yield value",
  "    note('inner end')",
  "",
  "",
];

/** A generator. */
export interface GeneratorText {
  readonly name: string;
  /** The parameters that a call must give, by the argument of `entry` that fits; without `self`. */
  readonly parameters: readonly { readonly name: string; readonly argument: string }[];
  readonly lines: Lines;
  /** The number of values in an item; 1 stands for a value that is no tuple. */
  readonly width: number;
}

/**
 * @param closes the arguments of `entry` are variables around the generator, and it has no parameters
 * @param hasSelf it is a method
 */
export function generatorText(random: Random, closes: boolean, hasSelf: boolean): GeneratorText {
  return new GeneratorWriter(random, closes, hasSelf).write();
}

/** The head of a loop. */
interface Head {
  /** Statements before the loop. */
  readonly before: readonly string[];
  readonly head: string;
  /** Statements that begin its body. */
  readonly first: readonly string[];
  /** Variables that it sets. */
  readonly bound: readonly string[];
}

/** Names of variables by the depth of their loop. */
const VARIABLES = [
  ["i", "a", "x"],
  ["j", "b", "row", "item"],
  ["k", "c", "value", "v_2"],
];

class GeneratorWriter {
  private readonly parameters: { name: string; argument: string }[] = [];
  private readonly variables: string[] = [];
  private width = 1;
  /** Nothing but numbers, which the fix can be sure of. */
  private readonly isPlain: boolean;

  constructor(
    private readonly random: Random,
    private readonly closes: boolean,
    private readonly hasSelf: boolean,
  ) {
    this.isPlain = !hasSelf && random.chance(0.3);
  }

  write(): GeneratorText {
    const { random } = this;
    const counter = random.chance(0.35) ? random.pick(["total", "seen", "x", "_"]) : undefined;
    const depth = random.weighted([
      [4, 1],
      [3, 2],
      [1, 3],
    ] as const);
    const loops = this.loop(depth, counter);
    const busy = this.isPlain ? 0 : 1;
    const start = random.weighted<Lines>([
      [6, []],
      [1, ['"""Gives the items."""']],
      [1, ["# all of them"]],
      [busy, ["note('start')"]],
      [0.1, ["locals()"]],
      [0.1, ["import math"]],
      [0.1, ["global SCALE", "SCALE = 11"]],
      [0.1, ["if SCALE == 2:", "    return"]],
    ]);
    const end = random.weighted<Lines>([
      [6, []],
      [busy, ["note('end')"]],
      [busy * 0.5, [`note('last', ${this.variables[0] ?? "0"})`]],
      [0.2, ["# done"]],
      [0.1, ["yield 1"]],
    ]);
    const written = this.parameters.map(({ name }) => name);
    if (random.chance(0.2)) {
      const odd = [
        "step=2",
        "scale=SCALE",
        "kind='a'",
        "low=-1",
        "made=[]",
        "step=1 + 1",
        "*rest",
        "**more",
        "text=f'{SCALE}'",
      ];
      written.push(random.pick(odd));
    }
    if (random.chance(0.06) && written.length > 1 && !/[*=]/.test(written[1]!))
      written.splice(1, 0, random.pick(["*", "/"]));
    const name = random.pick(["walk", "pairs_of", "gen", "items_of"]);
    return {
      name,
      parameters: this.parameters,
      lines: [
        `def ${name}(${[...(this.hasSelf ? ["self"] : []), ...written].join(", ")}):`,
        ...indented([...start, ...(counter === undefined ? [] : [`${counter} = 0`]), ...loops, ...end]),
      ],
      width: this.width,
    };
  }

  /** The name under which the generator knows an argument of `entry`. */
  private use(argument: string): string {
    if (this.closes) return argument;
    const known = this.parameters.find((parameter) => parameter.argument === argument);
    if (known !== undefined) return known.name;
    const name = this.random.weighted([
      [3, argument],
      [1, `${argument}_in`],
      [0.3, "x"],
      [0.3, "out"],
    ]);
    if (this.parameters.some((parameter) => parameter.name === name)) return this.use(argument);
    this.parameters.push({ name, argument });
    return name;
  }

  /** `depth` loops, with the `yield` in the innermost. */
  private loop(depth: number, counter: string | undefined): string[] {
    const { random } = this;
    const level = this.variables.length;
    const { before, head, first, bound } = this.head(level);
    this.variables.push(...bound);
    const inner = depth > 1 ? this.loop(depth - 1, counter) : this.end(counter);
    const isOuter = depth > 1;
    const body = [
      ...first,
      ...(!this.isPlain && random.chance(0.2) ? [`note('round', ${level})`] : []),
      ...inner,
      ...(isOuter && !this.isPlain && random.chance(0.3)
        ? [random.pick(["note('after inner')", "# after", `note('row', ${bound[0] ?? "0"})`])]
        : []),
    ];
    const lines = [...before, head, ...indented(body)];
    if (!isOuter && random.chance(0.04) && body.length === 1 && body[0]!.startsWith("yield"))
      return [...before, `${head} ${body[0]}`];
    return random.chance(0.03) ? [...lines, "else:", "    note('else')"] : lines;
  }

  private head(level: number): Head {
    const { random } = this;
    const free = VARIABLES[Math.min(level, VARIABLES.length - 1)]!.filter((name) => !this.variables.includes(name));
    const variable = random.pick(free);
    const outer = random.pick(this.variables.length > 0 ? this.variables : ["2"]);
    const head = (text: string, more: Partial<Head> = {}): Head => ({
      before: [],
      head: text,
      first: [],
      bound: [variable],
      ...more,
    });
    const over = (iterable: string): Head => head(`for ${variable} in ${iterable}:`);
    const counted = { before: [`${variable} = 0`], first: [`${variable} += 1`] };
    const busy = this.isPlain ? 0 : 1;
    return random.weighted<() => Head>([
      [4, () => over(`range(${this.use("n")})`)],
      [busy * 4, () => over(this.use("items"))],
      [busy * 3, () => over(random.pick([this.use("rows"), `list(${this.use("rows")})`]))],
      [
        busy,
        () => head(`for ${variable}, ${variable}_b in ${this.use("pairs")}:`, { bound: [variable, `${variable}_b`] }),
      ],
      [1.5, () => head(`while ${variable} < ${this.use("n")}:`, counted)],
      [0.7, () => head("while True:", { ...counted, first: [...counted.first, `if ${variable} > 4:`, "    break"] })],
      [
        busy,
        () =>
          head(`while left_${level}:`, {
            before: [`left_${level} = [1, 4, ${outer}]`],
            first: [`${variable} = left_${level}.pop()`],
          }),
      ],
      [
        busy * 0.5,
        () => head(`while (${variable} := take(todo_${level})):`, { before: [`todo_${level} = [1, 2, 0, 5]`] }),
      ],
      [
        busy * 0.2,
        () => head(`while (${variable} := next(todo_${level})):`, { before: [`todo_${level} = iter([1, 2, 0, 5])`] }),
      ],
      [busy, () => over(`inner_items(${this.use("items")})`)],
      [busy, () => over(`closing(${this.use("items")})`)],
      [
        busy,
        () => head(`for ${variable} in left_${level}:`, { before: [`left_${level} = closing(${this.use("items")})`] }),
      ],
      [busy * 0.7, () => over(`[Held([1, 2]), Held([3])]`)],
      [0.7, () => over("(4, 1, 3)")],
      [busy * 0.7, () => over(`[shout(v) for v in ${this.use("items")} if v != ${outer}]`)],
    ])();
  }

  /** What stands in the innermost loop. */
  private end(counter: string | undefined): string[] {
    const { random } = this;
    const variable = random.pick(this.variables);
    const busy = this.isPlain ? 0 : 1;
    const before = random.weighted<() => string[]>([
      [5, () => []],
      [1, () => [`if ${variable} == 2:`, "    continue"]],
      [1, () => [`if ${variable} == 5:`, "    break"]],
      [busy, () => [`note('item', ${variable})`]],
      [busy, () => [`${variable} = fetch(${variable})`]],
      [busy, () => ["made = [v for v in (1, 2)]"]],
      [busy * 0.5, () => [`if ${variable}:`, `    late = ${variable}`, "note('late', late)"]],
      [busy * 0.3, () => ["return_value = lambda: 1"]],
      [busy * 0.3, () => [`late = f'{${variable}=}'`]],
      [busy * 0.3, () => [`text = f'{${variable}!r:>{4}}'`, "note(text)"]],
      [busy * 0.3, () => ["try:", "    note('try')", "finally:", "    note('finally')"]],
    ])();
    if (counter !== undefined) before.push(`${counter} += 1`);
    const parts = [
      ...this.variables,
      ...(counter === undefined ? [] : [counter]),
      "SCALE",
      "total" === counter ? "SCALE" : "total",
    ];
    if (this.hasSelf) parts.push("self.base", "self.base", "self._Owner__secret", "self.__secret");
    if (this.parameters.length > 0) parts.push(this.parameters[0]!.name);
    const value = (): string =>
      random.weighted([
        [6, random.pick(parts)],
        [busy, `shout(${random.pick(parts)})`],
        [busy, `fetch(${random.pick(parts)})`],
        [0.5, `[${random.pick(parts)}]`],
        [0.5, `${random.pick(parts)} if ${random.pick(parts)} else 0`],
        [0.5, `[v for v in (${random.pick(parts)}, 1)]`],
        [busy * 0.3, `sum(v for v in (1, 2))`],
        [busy * 0.3, "missing"],
        [1, `${random.pick(parts)} * 2 - ${random.pick(parts)}`],
      ]);
    this.width = random.weighted([
      [3, 1],
      [3, 2],
      [1, 3],
    ]);
    const values = Array.from({ length: this.width }, value);
    const item = random.weighted([
      [4, values.join(", ")],
      [1, `(${values.join(", ")})`],
      [0.5, `(\n${values.map((part) => `    ${part},`).join("\n")}\n)`],
    ]);
    const isLong = item.includes("\n");
    const yielded = (isLong && this.width === 1 ? `yield ${values[0]}` : `yield ${item}`).split("\n");
    return random.weighted<string[]>([
      [10, [...before, ...yielded]],
      [2, [...before, `if ${variable} != 1:`, ...indented(yielded)]],
      [0.3, [...before, `if ${variable} != 1: ${yielded.length === 1 ? yielded[0] : "yield 0"}`]],
      [0.3, [...before, ...yielded, "note('after')"]],
      [0.3, [...before, `sent = yield ${values[0]}`]],
      [0.5, [...before, ...yielded.slice(0, -1), `${yielded[yielded.length - 1]}  # item`]],
      [0.3, [...before, `note('x'); yield ${values.join(", ")}`]],
      [0.3, [...before, `yield ${values.join(", ")};`]],
      [0.2, [...before, `yield from [${values.join(", ")}]`]],
      [0.3, [...before, "if SCALE:", ...indented(yielded), "elif total:", "    note('never')"]],
    ]);
  }
}
