/**
 * Ways to change something that other parts of the text depend on: what a name means, what a call gives, how often a line runs, on which
 * line something stands.
 */
import type { Random } from "../rewrites/random.js";
import {
  anyOf,
  blockOf,
  CLASS,
  DEF,
  filled,
  fromTheEnd,
  HEADER,
  insert,
  keyByKey,
  lineBefore,
  type Mutation,
  replace,
  someLine,
  someName,
} from "./editing.js";
import type { Source } from "./python.js";
import { BASES, COMMENTS, DECORATORS, IMPORTS, MODULE_LINES, ODD_LINES, VALUES } from "./snippets.js";

/** A name that the text defines, imports or uses. */
function boundName(source: Source, random: Random): string {
  const definition = anyOf(random, source.definitions);
  if (definition !== null && random.chance(0.4)) return definition.name;
  const line = random.chance(0.5) ? someLine(source, random, IMPORTED) : null;
  return line === null ? someName(source, random) : IMPORTED.exec(line.text)![1]!;
}

const IMPORTED = /^[ \t]*(?:import|from)\b.*?(\w+)[ \t]*$/;
const ATTRIBUTE = /\b([A-Za-z_][\w.]*)\.([A-Za-z_]\w*)/;

/** By names that say what they change. */
export const MEANINGS: Readonly<Record<string, Mutation>> = {
  "rename a definition and none of its uses": (source, random) => {
    const definition = anyOf(random, source.definitions);
    if (definition === null) return null;
    const { nameSpan, name } = definition;
    if (random.chance(0.5)) return insert(nameSpan.end, random.pick(["_", "2", "x"]));
    return replace(nameSpan, random.pick([someName(source, random), `${name}_new`, name.slice(0, -1) || "f"]));
  },

  "rename all of a name": (source, random) => {
    const names = source.namesFrom(random.below(source.lines.length), 5);
    const name = anyOf(random, names)?.name;
    if (name === undefined) return null;
    const newText = random.pick([`${name}_`, someName(source, random), "renamed"]);
    const places = source.occurrencesOf(name).slice(0, 12);
    return fromTheEnd(places.flatMap((place) => replace(place, newText)));
  },

  "put another name in the place of one": (source, random) => {
    const place = anyOf(random, source.namesFrom(random.below(source.lines.length), 3));
    return place === null ? null : replace(place, someName(source, random));
  },

  "type on at the end of a name": (source, random) => {
    const place = anyOf(random, source.namesFrom(random.below(source.lines.length), 3));
    return place === null ? null : keyByKey(place.end, random.pick(["s", "_of", "2", "."]));
  },

  "return something else": (source, random) => {
    const line = someLine(source, random, /^[ \t]*return\b/);
    if (line === null) return null;
    return replace(
      { start: line.start + line.indent.length, end: line.end },
      `return ${filled(source, random, random.pick(VALUES))}`,
    );
  },

  "return early": (source, random) => {
    const line = anyOf(random, source.definitionsOf("def"))?.line;
    const first = line === undefined ? null : source.firstLineOfBlock(line);
    return first === null ? null : lineBefore(first, `return ${filled(source, random, random.pick(VALUES))}`);
  },

  "make a function a generator, or no longer": (source, random) => {
    const line = someLine(source, random, /^[ \t]*(return|yield)\b/);
    if (line === null || random.chance(0.3)) {
      const inside = someLine(source, random, /^[ \t]+\w/);
      return inside === null
        ? null
        : lineBefore(inside, random.pick(["yield", "yield 1", "x = yield", "yield from ()"]));
    }
    const start = line.start + line.indent.length;
    const isYield = line.text.trimStart().startsWith("yield");
    return replace({ start, end: start + (isYield ? 5 : 6) }, isYield ? "return" : "yield");
  },

  "give an attribute another value": (source, random) => {
    const line = someLine(source, random, /^[ \t]*self\.\w+ = /);
    if (line === null) return null;
    const start = line.start + line.text.indexOf(" = ") + 3;
    return replace({ start, end: line.end }, filled(source, random, random.pick(VALUES)));
  },

  "set an attribute in a method": (source, random) => {
    const line = someLine(source, random, /\bself\.\w+/);
    if (line === null || line.indent === "") return null;
    const name = random.pick([...line.text.matchAll(/\bself\.(\w+)/g)])[1]!;
    return lineBefore(line, `self.${name} = ${filled(source, random, random.pick(VALUES))}`);
  },

  "change a class's bases": (source, random) => {
    const line = someLine(source, random, CLASS);
    if (line === null) return null;
    const match = /^[ \t]*class \w+(\([^)]*\))?/.exec(line.text)!;
    const end = line.start + match[0].length;
    const bases = filled(source, random, random.pick(BASES));
    return replace({ start: end - (match[1]?.length ?? 0), end }, bases);
  },

  "give a class a member": (source, random) => {
    const head = someLine(source, random, CLASS);
    const first = head === null ? null : source.firstLineOfBlock(head);
    if (first === null) return null;
    const member = random.pick([
      "__slots__ = ()",
      "$n = $v",
      "def $n(self):\n    return $v",
      "@property\ndef $n(self):\n    return $v",
      "def __getattr__(self, name):\n    return 1",
      "def __iter__(self):\n    return iter(())",
    ]);
    return lineBefore(first, filled(source, random, member.replaceAll("$v", random.pick(VALUES))));
  },

  "assign something else": (source, random) => {
    const line = someLine(source, random, /^[ \t]*\w+ = /);
    if (line === null) return null;
    const start = line.start + line.text.indexOf(" = ") + 3;
    return replace({ start, end: line.end }, filled(source, random, random.pick(VALUES)));
  },

  "give a constant another value": (source, random) => {
    const line = someLine(source, random, /^\w+ = /);
    if (line === null) return null;
    const start = line.start + line.text.indexOf(" = ") + 3;
    const known = /^\w+ = [\d_]+$/.test(line.text);
    const value = known ? random.pick(["2", "9_999", "3.5", "n", "-1"]) : filled(source, random, random.pick(VALUES));
    return replace({ start, end: line.end }, value);
  },

  "use a constant elsewhere": (source, random) => {
    const line = someLine(source, random);
    const constant = someLine(source, random, /^\w+ = /);
    if (line === null || constant === null) return null;
    const name = /^\w+/.exec(constant.text)![0];
    const uses = [
      `${name}.append(1)`,
      `${name}[0] = None`,
      `print(${name})`,
      `alias = ${name}`,
      `${name}.clear()`,
      `for row in ${name}:\n    json.loads(row)`,
      `return ${name}`,
    ];
    return lineBefore(line, random.pick(uses));
  },

  "bind a name again": (source, random) => {
    const line = someLine(source, random);
    if (line === null) return null;
    const name = boundName(source, random);
    const text = random.pick([
      `${name} = ${filled(source, random, random.pick(VALUES))}`,
      `${name} = ${name}`,
      `${name} += 1`,
      `for ${name} in ():\n    pass`,
      `import ${name}`,
      `def ${name}(*args):\n    return args`,
      `class ${name}:\n    pass`,
      `with open("f") as ${name}:\n    pass`,
      `(${name} := 1)`,
    ]);
    return lineBefore(line, text);
  },

  "declare a name global or nonlocal": (source, random) => {
    const line = someLine(source, random, /^[ \t]+\w/);
    if (line === null) return null;
    const name = boundName(source, random);
    const text = `${random.chance(0.8) ? "global" : "nonlocal"} ${name}`;
    return lineBefore(line, random.chance(0.7) ? `${text}\n${name} = ${random.pick(VALUES).replace("$", "")}` : text);
  },

  "delete a name": (source, random) => {
    const line = someLine(source, random);
    return line === null ? null : lineBefore(line, `del ${boundName(source, random)}`);
  },

  "write to an attribute that is read": (source, random) => {
    const line = someLine(source, random);
    const read = someLine(source, random, ATTRIBUTE);
    if (line === null || read === null) return null;
    const [, object, name] = random.pick([...read.text.matchAll(new RegExp(ATTRIBUTE, "g"))]);
    const owner = random.chance(0.3) ? (anyOf(random, source.definitionsOf("class"))?.name ?? object) : object;
    const value = filled(source, random, random.pick(VALUES));
    const text = random.pick([
      `setattr(${owner}, "${name}", ${value})`,
      `setattr(${owner}, name, ${value})`,
      `${owner}.${name} = ${value}`,
      `${owner}.${name} += 1`,
      `del ${owner}.${name}`,
      `for ${owner}.${name} in rows:\n    pass`,
    ]);
    return lineBefore(line, text);
  },

  "use a name that a fix brings": (source, random, findings) => {
    const line = someLine(source, random);
    const fix = anyOf(
      random,
      findings.flatMap((finding) => finding.fixes),
    );
    if (line === null || fix === null) return null;
    const words = fix.edits.flatMap((edit) => edit.newText.match(/[A-Za-z_]\w*/g) ?? []);
    const name = anyOf(
      random,
      words.filter((word) => source.occurrencesOf(word).length === 0),
    );
    if (name === null) return null;
    return lineBefore(
      line,
      random.pick([`${name} = 1`, `print(${name})`, `global ${name}`, `# ${name}`, `x.${name} = 1`]),
    );
  },

  "apply a fix": (_, random, findings) => {
    const fix = anyOf(
      random,
      findings.flatMap((finding) => finding.fixes),
    );
    if (fix === null) return null;
    return fromTheEnd(fix.edits.flatMap(({ span, newText }) => replace(span, newText)));
  },

  "add a line at module level": (source, random) => {
    const line = someLine(source, random, /^\w/);
    return lineBefore(line ?? source.lines[0]!, filled(source, random, random.pick(MODULE_LINES)));
  },

  "change an import": (source, random) => {
    const line = someLine(source, random, /^[ \t]*(import|from) /);
    if (line === null) return insert(0, `${random.pick(IMPORTS)}\n`);
    const choice = random.below(100) / 100;
    if (choice < 0.3) return replace(source.spanOfLines(line.number, line.number), "");
    if (choice < 0.6) return replace({ start: line.start + line.indent.length, end: line.end }, random.pick(IMPORTS));
    if (choice < 0.8)
      return insert(line.end, random.pick([" as other", ` as ${someName(source, random)}`, ".path", "2"]));
    return lineBefore(line, random.pick(IMPORTS));
  },

  "add an odd line": (source, random) => {
    const line = someLine(source, random);
    return line === null ? null : lineBefore(line, filled(source, random, random.pick(ODD_LINES)));
  },

  "change a decorator": (source, random) => {
    const line = someLine(source, random, /^[ \t]*@\w/);
    if (line !== null && random.chance(0.3)) return replace(source.spanOfLines(line.number, line.number), "");
    const decorator = filled(source, random, random.pick(DECORATORS));
    if (line !== null && random.chance(0.6))
      return replace({ start: line.start + line.indent.length, end: line.end }, decorator);
    const definition = anyOf(random, source.definitions);
    return definition === null ? null : lineBefore(definition.line, decorator);
  },

  "change a signature": (source, random) => {
    const line = someLine(source, random, DEF);
    if (line === null) return null;
    const open = line.text.indexOf("(");
    if (open < 0) return null;
    const annotated = /\w+(?=[,)])/.exec(line.text.slice(open));
    const choice = random.below(100) / 100;
    if (choice < 0.4 && annotated !== null) {
      const at = line.start + open + annotated.index + annotated[0].length;
      return insert(at, random.pick([": int", ": list[int]", ": float", "=None", "=1", ": str = ''"]));
    }
    if (choice < 0.6) return insert(line.start + open + 1, random.pick(["*args, ", "x, ", "first=1, ", "self, "]));
    const close = line.text.lastIndexOf("):");
    return close < 0
      ? null
      : insert(line.start + close + 1, random.pick([" -> int", " -> list[int]", " -> None", " -> str"]));
  },

  "make a loop longer or shorter": (source, random) => {
    const line = someLine(source, random, /\b(range\(|for |while )/);
    if (line === null) return null;
    const number = /\b\d+\b/.exec(line.text);
    if (number !== null) {
      const start = line.start + number.index;
      return replace({ start, end: start + number[0].length }, random.pick(["2", "50", "5000", "n", "1_000_000"]));
    }
    const head = /^([ \t]*)(for .* in |while )(.*):/.exec(line.text);
    if (head === null) return null;
    const end = line.start + head[0].length - 1;
    const isWhile = head[2]!.startsWith("while");
    const rounds = isWhile ? ["True", "x < 3", "False", "x"] : ["range(3)", "range(5000)", "(1, 2)", "rows", "$f(x)"];
    return replace({ start: end - head[3]!.length, end }, filled(source, random, random.pick(rounds)));
  },

  "call a function in a loop": (source, random) => {
    const line = someLine(source, random);
    const definition = anyOf(random, source.definitionsOf("def"));
    if (line === null || definition === null) return null;
    const { name, line: defined } = definition;
    const callee = defined.indent === "" ? name : random.pick([`self.${name}`, name, `obj.${name}`]);
    const loop = random.pick(["for _ in rows:", "while True:", "for _ in range(3):", "for _ in range(9999):"]);
    return lineBefore(line, `${loop}\n    ${callee}(${random.pick(["", "1", "_", "1, 2"])})`);
  },

  "put a block into a loop, or take it out": (source, random) => {
    const block = blockOf(source, random, HEADER);
    if (block === null) return null;
    const { head, first, last } = block;
    const step = head.indent.includes("\t") ? "\t" : "    ";
    const lines = source.lines.slice(first, last + 1).filter((line) => line.text.trim() !== "");
    if (random.chance(0.4) && head.indent.length >= step.length)
      return fromTheEnd(lines.map((line) => ({ start: line.start, oldEnd: line.start + step.length, newText: "" })));
    const header = random.pick([
      "for _ in rows:",
      "for i in range(4):",
      "while True:",
      "if x:",
      "def inner():",
      "try:",
    ]);
    return [
      ...fromTheEnd(lines.map((line) => insert(line.start, step)[0]!)),
      ...insert(head.start, `${head.indent}${header}\n`),
    ];
  },

  "push lines down": (source, random) => {
    const line = random.chance(0.5) ? source.lines[0]! : random.pick(source.lines);
    return insert(line.start, random.pick(["\n", "\n\n\n", "# a comment\n", "\r\n", "x = 1\n"]));
  },

  "say something to the tool": (source, random) => {
    const old = someLine(source, random, /#.*jit:/);
    if (old !== null && random.chance(0.35))
      return replace({ start: old.start + old.text.indexOf("#"), end: old.end }, "");
    const line = someLine(source, random, random.chance(0.6) ? /^[ \t]*(for|while|def|class|async)\b/ : /\S/);
    if (line === null) return null;
    const comment = random.pick(COMMENTS);
    return random.chance(0.7) ? insert(line.end, `  ${comment}`) : lineBefore(line, comment);
  },
};
