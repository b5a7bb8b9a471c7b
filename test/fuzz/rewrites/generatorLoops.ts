/** Programs with loops over generators. */
import { callText, consumerText } from "./consumerTexts.js";
import { ARGUMENTS, type GeneratorText, generatorText, HELPERS } from "./generatorTexts.js";
import { dressed, indented, type Lines, type Program } from "./programs.js";
import type { Random } from "./random.js";

/** Where generator and consumer stand: what the consumer calls, and the lines of the module. */
interface Place {
  /** What stands before the generator's name in the call. */
  readonly callee: string;
  readonly isMethod?: boolean;
  /** The generator sees the consumer's variables instead of having parameters. */
  readonly closes?: boolean;
  /** The first argument of the call. */
  readonly first?: readonly string[];
  readonly consumerStart?: Lines;
  /** Lines up to `entry`, from the generator and the consumer, and what `entry` calls. */
  lines(parts: Parts): { before: Lines; callee: string; prepare?: Lines };
}

interface Parts {
  readonly generator: GeneratorText;
  /** The `def` of the consumer, with these parameters before its own. */
  consumer(...own: string[]): string[];
  readonly random: Random;
}

const INIT: Lines = ["def __init__(self):", "    self.base = 10", "    self.__secret = 20", ""];

/** Both in one class, whose objects are of a subclass that the module does not show where the flag is set. */
const METHOD: Place = {
  callee: "self.",
  isMethod: true,
  lines: ({ generator, consumer }) => ({
    before: ["class Owner:", ...indented([...INIT, ...generator.lines, "", ...consumer("self")])],
    prepare: [
      "owner = Owner()",
      "if flag:",
      "    violates('override')",
      `    owner = type('Sub', (Owner,), {'${generator.name}': lambda self, *rest, **more: iter([99])})()`,
    ],
    callee: "owner.consume",
  }),
};

const SUBCLASS: Place = {
  callee: "self.",
  isMethod: true,
  lines: ({ generator, consumer, random }) => ({
    before: [
      "class Owner:",
      ...indented([...INIT, ...generator.lines, "", ...consumer("self")]),
      "",
      "",
      "class Sub(Owner):",
      ...(random.chance(0.5)
        ? ["    pass"]
        : [`    def ${generator.name}(self, *rest, **more):`, "        return iter([99])"]),
    ],
    callee: "Sub().consume",
  }),
};

const OTHER_CLASS: Place = {
  callee: "self.source.",
  isMethod: true,
  lines: ({ generator, consumer }) => ({
    before: [
      "class Source:",
      ...indented([...INIT, ...generator.lines]),
      "",
      "",
      "class Owner:",
      "    def __init__(self):",
      "        self.source = Source()",
      "        self.__secret = 30",
      "",
      ...indented(consumer("self")),
    ],
    callee: "Owner().consume",
  }),
};

const INSTANCE: Place = {
  callee: "source.",
  isMethod: true,
  consumerStart: ["source = Owner()"],
  lines: ({ generator, consumer }) => ({
    before: ["class Owner:", ...indented([...INIT, ...generator.lines]), "", "", ...consumer()],
    callee: "consume",
  }),
};

const MODULE: Place = {
  callee: "",
  lines: ({ generator, consumer }) => ({ before: [...generator.lines, "", "", ...consumer()], callee: "consume" }),
};

const NESTED: Place = {
  callee: "",
  lines: ({ generator, consumer }) => {
    const [head, ...body] = consumer();
    return { before: [head!, ...indented([...generator.lines, ""]), ...body], callee: "consume" };
  },
};

const MAKER: Place = {
  callee: "",
  lines: ({ generator, consumer }) => ({
    before: ["def make(base):", ...indented([...generator.lines, "", ...consumer(), "", "return consume"])],
    callee: "make(3)",
  }),
};

const STATIC: Place = {
  callee: "Owner.",
  lines: ({ generator, consumer }) => ({
    before: ["class Owner:", ...indented(["@staticmethod", ...generator.lines]), "", "", ...consumer()],
    callee: "consume",
  }),
};

const CLASS_METHOD: Place = {
  callee: "Owner.",
  isMethod: true,
  lines: ({ generator, consumer }) => ({
    before: ["class Owner:", ...indented(["base = 1", "", "@classmethod", ...generator.lines]), "", "", ...consumer()],
    callee: "consume",
  }),
};

const PLACES: readonly (readonly [number, Place])[] = [
  [5, MODULE],
  [3, METHOD],
  [2, NESTED],
  [1.5, { ...NESTED, closes: true }],
  [1, MAKER],
  [1, STATIC],
  [1, INSTANCE],
  [0.5, { ...INSTANCE, callee: "Owner.", first: ["source"] }],
  [0.3, { ...INSTANCE, callee: "Owner." }],
  [0.5, SUBCLASS],
  [0.5, OTHER_CLASS],
  [0.3, CLASS_METHOD],
];

/** A program with a function that loops over a generator. */
export function generatorLoopProgram(random: Random, id: string): Program {
  const place = random.weighted(PLACES);
  const generator = generatorText(random, place.closes === true, place.isMethod === true);
  const call = callText(random, `${place.callee}${generator.name}`, generator, place.first ?? []);
  const text = [...(place.consumerStart ?? []), ...consumerText(random, call, generator.width)];
  const kind = random.weighted([
    [8, "function"],
    [1, "coroutine"],
    [1, "generator"],
  ] as const);
  const body =
    kind === "generator" ? text.map((line) => line.replace(/\bout\.append\((.*?)\)(?=$| {2}#)/, "yield $1")) : text;
  const parameters = [...Object.keys(ARGUMENTS), "flag"];
  const word = kind === "coroutine" ? "async def" : "def";
  const { before, callee, prepare } = place.lines({
    generator,
    consumer: (...own) => [`${word} consume(${[...own, ...parameters].join(", ")}):`, ...indented(body)],
    random,
  });
  const passed = parameters.join(", ");
  const result = `${{ function: "", coroutine: "run", generator: "drain" }[kind]}(${callee}(${passed}))`;
  const entry = [`def entry(${passed}):`, ...indented([...(prepare ?? []), `return ${result}`])];
  return {
    id,
    text: dressed(random, [...HELPERS, ...before, "", "", ...entry]),
    pools: [...Object.values(ARGUMENTS), ["bool"]],
    values: {},
    bound: {},
  };
}
