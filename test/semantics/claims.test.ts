/**
 * The types that the engine claims against those that values have: every runnable program of this project runs under CPython, with
 * each expression that something is claimed about in a recorder. What is claimed for certain is never contradicted.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Instance } from "../../server/src/semantics/model.js";
import { ModuleFacts } from "../../server/src/semantics/module.js";
import { Kind } from "../../server/src/syntax/kinds.generated.js";
import { type Block, ROOT, readPages } from "../rules/pages.js";
import { cannotRun } from "../unit/syntaxSupport.js";
import { findPython, jsonLines, parser } from "./pythons.js";

/** How a type is known: it is written there, it follows from the code, or annotations say so. */
type How = "literal" | "certain" | "annotated";

type Claim = readonly [
  start: number,
  end: number,
  type: string,
  kind: "builtin" | "library" | "class" | "subclass",
  how: How,
  item: readonly [type: string, certain: boolean] | null,
];

/** What claims_check.py reads for one program. */
interface Program {
  readonly id: string;
  readonly text: string;
  readonly paths: readonly string[];
  readonly calls?: readonly string[];
  readonly run?: string;
  readonly shape?: string;
  readonly feed?: readonly string[];
}

/** What it answers. */
interface Answer {
  readonly id: string;
  readonly ended: string;
  readonly unplaced: number;
  readonly claims: Readonly<Record<string, readonly [times: number, contradiction: string | null]>>;
}

/** Types that are compared exactly: a subclass is another type. */
const BUILTIN =
  /^(int|float|str|None|bool|list|dict|tuple|bytes|set|frozenset|bytearray|complex|range|generator|slice|object|memoryview|type|enumerate|zip|map|filter)$/;

/** Items are compared for types that hold still. */
const ITEM = /^(int|float|str|None|bool|bytes)$/;

/** Rounds of a lab program: enough that every branch is taken, and no more. */
const LAB_ROUNDS = 60;

/** Examples run for seconds. These texts are replaced so that they end at once. */
const SMALLER: readonly (readonly [string, string])[] = [
  ["200_000", "200"],
  ["1_000_000", "2_000"],
  ["0.0000001", "0.01"],
];

/** Documented: what a search gives stands for a match, since only a match has attributes. It may be None. */
const MAY_BE_NONE = "re.Match";

/** Documented: which iterator `reversed` gives depends on what it is given. */
const ANY_ITERATOR = "reversed";

const LITERALS: ReadonlySet<Kind> = new Set([Kind.integer, Kind.float, Kind.string, Kind.true, Kind.false, Kind.none]);

/** Programs that need more than the standard library of CPython, and why. */
const NOT_RUN = /^No module named '(pypyjit|cffi|tiny_extension)'$/;

function smaller(text: string): string {
  return SMALLER.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}

function examples(): Program[] {
  const folder = join(ROOT, "examples");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => ({
      id: `examples/${name}`,
      text: smaller(readFileSync(join(folder, name), "utf8")),
      paths: [],
      calls: ["main()"],
    }));
}

function labPrograms(): Program[] {
  const folder = join(ROOT, "lab", "pairs");
  return readdirSync(folder)
    .flatMap((id) => [`${id}/slow.py`, `${id}/fast.py`])
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => ({
      id: `lab/pairs/${name}`,
      text: readFileSync(join(folder, name), "utf8"),
      paths: [join(ROOT, "lab", "support")],
      calls: [`run(${LAB_ROUNDS})`],
    }));
}

/** The programs that rewrites are tried on, with the calls that they name. */
function rewritePrograms(): Program[] {
  const folder = join(ROOT, "test", "rules", "programs");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const calls = [...text.matchAll(/^# calls: (.*?)\r?$/gm)].flatMap((match) => match[1]!.split("; "));
      return { id: `test/rules/programs/${name}`, text, paths: [], calls };
    });
}

function blockProgram(block: Block): Program {
  const { attributes } = block;
  const shared = { id: `${block.page}:${block.line}`, text: block.code, paths: [] };
  const calls = attributes.get("calls")?.split("; ");
  if (calls !== undefined) return { ...shared, calls };
  if (!attributes.has("before")) return shared;
  const feed = (attributes.get("feed") ?? "none int bool float str list").split(" ");
  return { ...shared, run: attributes.get("run") ?? "f", shape: attributes.get("shape") ?? "args", feed };
}

function pageBlocks(): Program[] {
  return readPages()
    .flatMap((page) => [...page.examples, ...page.pairs.flatMap((pair) => [pair.before, pair.after])])
    .map(blockProgram);
}

function kindOf(type: Instance): Claim[3] {
  if (type.cls !== null) return type.exact ? "class" : "subclass";
  return BUILTIN.test(type.type) ? "builtin" : "library";
}

function nameOf(type: Instance): string {
  if (type.cls !== null) return type.cls.name;
  return type.type === ANY_ITERATOR ? "collections.abc.Iterator" : type.type;
}

function howKnown(kind: Kind, type: Instance, item: Instance | null): How {
  if (LITERALS.has(kind)) return "literal";
  return type.certain && (item?.certain ?? true) ? "certain" : "annotated";
}

/** What the engine claims about the expressions of a text. */
function claimsOf(text: string): Claim[] {
  const { tree, values } = new ModuleFacts(parser.parse(text));
  const claims: Claim[] = [];
  for (let node = 1; node < tree.count; node++) {
    const type = values.typeOf(node);
    if (type === undefined) continue;
    const { element } = type;
    const item = element !== null && element.cls === null && ITEM.test(element.type) ? element : null;
    claims.push([
      tree.startOf(node),
      tree.endOf(node),
      nameOf(type),
      kindOf(type),
      howKnown(tree.kind[node]! as Kind, type, item),
      item === null ? null : [item.type, item.certain],
    ]);
  }
  return claims;
}

/** How many claims were compared, how often, and which were wrong. */
class Tally {
  claims = 0;
  times = 0;
  readonly byType = new Map<string, number>();
  readonly wrong: string[] = [];

  add(program: Program, claim: Claim, [times, contradiction]: readonly [number, string | null]): void {
    this.claims++;
    this.times += times;
    const kind = claim[3] === "builtin" ? claim[2] : claim[3];
    this.byType.set(kind, (this.byType.get(kind) ?? 0) + 1);
    if (contradiction === null || (claim[2] === MAY_BE_NONE && contradiction === "NoneType None")) return;
    const line = program.text.slice(0, claim[0]).split("\n").length;
    const said = claim[5] === null ? claim[2] : `${claim[2]} of ${claim[5][0]}`;
    this.wrong.push(
      `${program.id} +${line}: ${program.text.slice(claim[0], claim[1])}: said ${said}, is ${contradiction}`,
    );
  }

  toString(): string {
    const types = [...this.byType].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${type} ${count}`);
    return `${this.claims} claims compared ${this.times} times, ${this.wrong.length} contradicted (${types.join(", ")})`;
  }
}

test("no type that is claimed for certain is contradicted by a run", async (context) => {
  const python = findPython();
  if (python === undefined) return cannotRun("no python3");
  const programs = [...examples(), ...labPrograms(), ...rewritePrograms(), ...pageBlocks()].map((program) => ({
    ...program,
    claims: claimsOf(program.text),
  }));
  const byId = new Map(programs.map((program) => [program.id, program]));
  assert.equal(byId.size, programs.length, "two programs have one name");
  const tallies: Readonly<Record<How, Tally>> = { literal: new Tally(), certain: new Tally(), annotated: new Tally() };
  const { literal, certain, annotated } = tallies;
  const notWhole = new Map<string, number>();
  const failed: string[] = [];
  let answers = 0;
  let unplaced = 0;
  const input = programs.map((program) => `${JSON.stringify(program)}\n`).join("");
  for await (const answer of jsonLines<Answer>(python, "claims_check.py", [], input)) {
    answers++;
    unplaced += answer.unplaced;
    const program = byId.get(answer.id)!;
    if (answer.ended !== "whole") {
      notWhole.set(answer.ended, (notWhole.get(answer.ended) ?? 0) + 1);
      const isPage = answer.id.startsWith("docs/");
      if (!isPage && !NOT_RUN.test(answer.ended.replace(/^\w+: /, ""))) failed.push(`${answer.id}: ${answer.ended}`);
      if (answer.ended.startsWith("status")) failed.push(`${answer.id}: ${answer.ended}`);
    }
    for (const [number, result] of Object.entries(answer.claims)) {
      const claim = program.claims[Number(number)]!;
      tallies[claim[4]].add(program, claim, result);
    }
  }
  const made = programs.reduce((sum, program) => sum + program.claims.length, 0);
  context.diagnostic(`${answers} programs, ${made} claims, of which ${unplaced} are about no expression that is read`);
  context.diagnostic(`literals: ${literal}`);
  context.diagnostic(`certain: ${certain}`);
  context.diagnostic(`from annotations: ${annotated}`);
  context.diagnostic(`not run whole: ${[...notWhole].map(([why, count]) => `${why} (${count})`).join("; ")}`);
  context.diagnostic(`annotations that callers did not keep to: ${annotated.wrong.join("; ")}`);
  assert.equal(answers, programs.length);
  assert.deepEqual(failed, []);
  assert.deepEqual([...certain.wrong, ...literal.wrong], []);
  assert.ok(certain.claims >= 3000, `only ${certain.claims} claims were compared`);
});

test("a type that is wrong is found", async () => {
  const python = findPython();
  if (python === undefined) return cannotRun("no python3");
  const text = 'é = "ä"\nx = [1, 2.5]\ny = é, x\n';
  const name = (letter: string): number => text.lastIndexOf(letter);
  const claims: Claim[] = [
    [name("é"), name("é") + 1, "str", "builtin", "certain", null],
    [name("é"), name("é") + 1, "int", "builtin", "certain", null],
    [name("x"), name("x") + 1, "list", "builtin", "certain", ["int", true]],
    [name("["), name("]") + 1, "list", "builtin", "certain", null],
    [0, 1, "int", "builtin", "certain", null],
  ];
  const input = `${JSON.stringify({ id: "wrong", text, paths: [], claims })}\n`;
  const answers: Answer[] = [];
  for await (const answer of jsonLines<Answer>(python, "claims_check.py", [], input)) answers.push(answer);
  assert.deepEqual(answers, [
    {
      id: "wrong",
      ended: "whole",
      unplaced: 1,
      claims: { 0: [1, null], 1: [1, "str 'ä'"], 2: [1, "list [1, 2.5]"], 3: [1, null] },
    },
  ]);
});
