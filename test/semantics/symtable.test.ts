/**
 * Our scopes against CPython's own `symtable`, over every file of the standard library: each scope is there, each name of it, and each
 * name is of the same kind. A disagreement is printed as `file: scope (line): name: theirs, ours`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Lines } from "../../server/src/semantics/lines.js";
import { type Binding, keyOf, lookup, type Scope } from "../../server/src/semantics/scopes.js";
import { buildScopes, type ScopeTable } from "../../server/src/semantics/scopeTable.js";
import { Field, Kind } from "../../server/src/syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../../server/src/syntax/tree.js";
import { readPythonSource } from "../../server/src/workspace/pythonSource.js";
import { cannotRun } from "../unit/syntaxSupport.js";
import { findPython, jsonLines, parser } from "./pythons.js";

/** What symtable_dump.py prints for a file. */
interface Dump {
  readonly path: string;
  readonly error?: string;
  readonly scopes?: readonly (readonly [
    parent: number,
    type: string,
    name: string,
    line: number,
    symbols: Readonly<Record<string, string>>,
  ])[];
}

/** A scope in words that both sides share: `path` is the scopes around it, `kinds` the kind of each name in it. */
interface Described {
  readonly path: string;
  readonly kinds: ReadonlyMap<string, string>;
}

/** Both sides' words for the kinds. Whether a global name is declared says nothing about what it is. */
const KINDS: Readonly<Record<string, string>> = { l: "local", c: "cell", f: "free", g: "global", i: "global" };

function described(dump: Dump): Described[] {
  const paths: string[] = [];
  return dump.scopes!.map(([parent, type, name, line, symbols]) => {
    const path = parent < 0 ? "module" : `${paths[parent]} > ${type} ${name} (${line})`;
    paths.push(path);
    const kinds = new Map<string, string>();
    for (const [symbol, letters] of Object.entries(symbols)) {
      // `.0` is the iterator of a comprehension.
      if (symbol.startsWith(".")) continue;
      const isParameter = letters.startsWith("p");
      const kind = KINDS[letters.slice(-1)]!;
      // A local name of a module is a global name everywhere else; a declaration changes nothing there.
      const here = parent < 0 && kind === "local" ? "global" : kind;
      kinds.set(symbol, isParameter ? `parameter ${here}` : here);
    }
    return { path, kinds };
  });
}

/** The same from our side. */
class OurScopes {
  private readonly scopes: ScopeTable;
  private readonly lines: Lines;
  /** Per scope: the names that stand in it, by key, with the name as written. */
  private readonly names = new Map<Scope, Map<string, string>>();
  private readonly cells = new Set<Binding>();

  constructor(private readonly tree: Tree) {
    this.scopes = buildScopes(tree);
    this.lines = new Lines(tree.text);
    this.collect(this.scopes.module);
    const annotationsAreText = /^from __future__ import .*\bannotations\b/m.test(tree.text);
    for (let node = 1; node < tree.count; node++) {
      if (!isName(tree, node)) continue;
      if (annotationsAreText && isInAnnotation(tree, node)) continue;
      const scope = this.scopes.at(node);
      const name = tree.textOf(node);
      this.see(scope, keyOf(scope, name), name);
      // `super()` reads `__class__`.
      if (name === "super" && scope.kind !== "class" && scope.kind !== "module")
        this.see(scope, "__class__", "__class__");
    }
    for (const [scope, names] of [...this.names]) {
      for (const [key, name] of names) {
        const binding = lookup(this.scopes, scope, name);
        if (binding === undefined || binding.scope === scope || binding.scope.kind === "module") continue;
        // A free name goes through what lies between: it is free there as well.
        for (let at: Scope | null = scope.parent; at !== null && at !== binding.scope; at = at.parent)
          this.see(at, key, name);
        this.cells.add(binding);
      }
    }
  }

  /** The names that a scope binds or declares. Those that any scope declares global stand in the table of the module, too. */
  private collect(scope: Scope): void {
    for (const [key, binding] of scope.bindings) this.see(scope, key, binding.name);
    for (const key of scope.globals) {
      this.see(scope, key, key);
      this.see(this.scopes.module, key, key);
    }
    for (const child of this.scopes.childrenOf(scope)) this.collect(child);
  }

  private see(scope: Scope, key: string, name: string): void {
    let names = this.names.get(scope);
    if (names === undefined) {
      names = new Map();
      this.names.set(scope, names);
    }
    if (!names.has(key)) names.set(key, name);
  }

  describe(): Described[] {
    const found: Described[] = [];
    const visit = (scope: Scope, path: string): void => {
      const kinds = new Map<string, string>();
      for (const [key, name] of this.names.get(scope) ?? []) kinds.set(key, this.kindOf(scope, name));
      found.push({ path, kinds });
      for (const child of this.scopes.childrenOf(scope)) visit(child, `${path} > ${this.title(child)}`);
    };
    visit(this.scopes.module, "module");
    return found;
  }

  private kindOf(scope: Scope, name: string): string {
    const binding = lookup(this.scopes, scope, name);
    if (binding === undefined || binding.scope.kind === "module") return "global";
    if (binding.scope !== scope) return "free";
    const kind = this.cells.has(binding) ? "cell" : "local";
    return binding.sites.some((site) => site.kind === "parameter") ? `parameter ${kind}` : kind;
  }

  private title(scope: Scope): string {
    const { tree } = this;
    const line = this.lines.lineAt(tree.startOf(scope.node)) + 1;
    switch (tree.kind[scope.node]) {
      case Kind.class_definition:
        return `class ${tree.textOf(tree.childByField(scope.node, Field.name))} (${line})`;
      case Kind.function_definition:
        return `function ${tree.textOf(tree.childByField(scope.node, Field.name))} (${line})`;
      case Kind.lambda:
        return `function lambda (${line})`;
      case Kind.list_comprehension:
        return `function listcomp (${line})`;
      case Kind.set_comprehension:
        return `function setcomp (${line})`;
      case Kind.dictionary_comprehension:
        return `function dictcomp (${line})`;
      default:
        return `function genexpr (${line})`;
    }
  }
}

/** False for identifiers that name no variable: attributes, keywords of calls and patterns, parts of imports. */
function isName(tree: Tree, node: Node): boolean {
  const parent = tree.parent[node]!;
  // `type(x).attribute = y` is the definition of a type to the grammar.
  if (tree.kind[node] === Kind.kw_type && tree.kind[parent] === Kind.type_alias_statement)
    return tree.kind[tree.firstNamed(tree.childByField(parent, Field.left))] === Kind.attribute;
  if (tree.kind[node] !== Kind.identifier) return false;
  switch (tree.kind[parent]) {
    case Kind.attribute:
      return tree.field[node] !== Field.attribute;
    case Kind.keyword_argument:
      return tree.field[node] !== Field.name;
    case Kind.keyword_pattern:
      return tree.firstNamed(parent) !== node;
    case Kind.dotted_name:
      return isPatternName(tree, parent) && tree.firstNamed(parent) === node;
    case Kind.member_type:
      return tree.firstNamed(parent) === node;
    case Kind.aliased_import:
      return false;
    default:
      return true;
  }
}

/** The names of imports are bound, which the scopes say; those of patterns are looked up or bound where they stand. */
function isPatternName(tree: Tree, dottedName: Node): boolean {
  const kind = tree.kind[tree.parent[dottedName]!];
  return (
    kind !== Kind.import_statement &&
    kind !== Kind.import_from_statement &&
    kind !== Kind.aliased_import &&
    kind !== Kind.relative_import &&
    kind !== Kind.future_import_statement
  );
}

function isInAnnotation(tree: Tree, node: Node): boolean {
  for (let inner = node; inner !== NONE; inner = tree.parent[inner]!) {
    if (tree.kind[inner] === Kind.type) return true;
  }
  return false;
}

function signature(scope: Described): string {
  return [...scope.kinds]
    .map(([name, kind]) => `${name}: ${kind}`)
    .sort()
    .join(", ");
}

function byPath(scopes: readonly Described[]): Map<string, Described[]> {
  const groups = new Map<string, Described[]>();
  for (const scope of scopes) groups.set(scope.path, [...(groups.get(scope.path) ?? []), scope]);
  return groups;
}

/** What differs. Scopes of one kind on one line have the same path; they are compared as a set. */
function differences(theirs: readonly Described[], ours: readonly Described[]): string[] {
  const found: string[] = [];
  const others = byPath(ours);
  for (const [path, group] of byPath(theirs)) {
    const other = others.get(path) ?? [];
    others.delete(path);
    if (other.length !== group.length) {
      found.push(`${path}: ${group.length} such scopes, ours ${other.length}`);
      continue;
    }
    const order = (a: Described, b: Described) => (signature(a) < signature(b) ? -1 : 1);
    const sorted = [...other].sort(order);
    for (const [position, scope] of [...group].sort(order).entries()) {
      const mine = sorted[position]!.kinds;
      for (const [name, kind] of scope.kinds) {
        if (mine.get(name) !== kind) found.push(`${path}: ${name}: ${kind}, ours ${mine.get(name) ?? "missing"}`);
      }
      for (const [name, kind] of mine) {
        if (!scope.kinds.has(name)) found.push(`${path}: ${name}: missing, ours ${kind}`);
      }
    }
  }
  for (const path of others.keys()) found.push(`${path}: no such scope`);
  return found;
}

test("every scope and name of the standard library is what CPython's symtable says", async (context) => {
  // From 3.12 on the tables show comprehensions as the compiler inlines them, which hides what the language says.
  const python = findPython(11);
  if (python === undefined) return cannotRun("no Python up to 3.11, whose symtable shows comprehensions");
  let files = 0;
  let scopes = 0;
  let names = 0;
  const rejected: string[] = [];
  const unparsed: string[] = [];
  const wrong: string[] = [];
  for await (const dump of jsonLines<Dump>(python, "symtable_dump.py", [python.library])) {
    if (dump.error !== undefined) {
      rejected.push(dump.path);
      continue;
    }
    const tree = parser.parse(readPythonSource(dump.path).text);
    if (tree.hasError(0)) {
      unparsed.push(dump.path);
      continue;
    }
    const theirs = described(dump);
    files++;
    scopes += theirs.length;
    for (const scope of theirs) names += scope.kinds.size;
    for (const difference of differences(theirs, new OurScopes(tree).describe()))
      wrong.push(`${dump.path}: ${difference}`);
  }
  context.diagnostic(`${files} files, ${scopes} scopes, ${names} names; CPython rejects ${rejected.length} files`);
  context.diagnostic(`our grammar does not parse ${unparsed.length} files: ${unparsed.join(", ")}`);
  assert.deepEqual(wrong.slice(0, 100), [], `${wrong.length} disagreements`);
  assert.ok(files >= 600 && scopes > 10_000, `only ${files} files with ${scopes} scopes`);
});
