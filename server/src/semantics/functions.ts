/** The functions and classes of a module, made when they are first asked for. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { ClassInfo, Decoration, FunctionInfo } from "./model.js";
import type { Rows } from "./rows.js";
import { type Binding, type BindingSite, onlySite, type Scope } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";
import type { TreeIndex } from "./treeIndex.js";

/** Decorators that leave a function what it is. The second group changes how it is called; `decorationOf` says how. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  "staticmethod",
  "classmethod",
  "property",
  "override",
  "typing.override",
  "final",
  "typing.final",
  "typing.no_type_check",
]);

/** Finds functions and classes by their node. */
export class Definitions {
  private readonly functions = new Map<Node, FunctionInfo>();
  private readonly classes = new Map<Node, ClassInfo>();
  private readonly parameters = new WeakMap<FunctionInfo, readonly Parameter[]>();
  private readonly generators = new Set<Node>();

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    private readonly index: TreeIndex,
  ) {}

  /** Takes in the rows of a part, which the index has. */
  learn({ from, to }: Rows): void {
    for (const node of this.index.between(from, to, Kind.yield)) {
      const owner = enclosingFunction(this.tree, node);
      if (owner !== NONE) this.generators.add(owner);
    }
  }

  /** Takes rows out again, while the index still has them. */
  forget({ from, to }: Rows): void {
    for (const node of this.index.between(from, to, Kind.function_definition)) {
      this.functions.delete(node);
      this.generators.delete(node);
    }
    for (const node of this.index.between(from, to, Kind.class_definition)) this.classes.delete(node);
  }

  /** Every class of the module, in text order. Answers must not depend on it. */
  allClasses(): ClassInfo[] {
    return this.index.all(Kind.class_definition).map((node) => this.classAt(node));
  }

  /** The function of a `function_definition`. */
  functionAt(node: Node): FunctionInfo {
    let info = this.functions.get(node);
    if (info === undefined) {
      const scope = this.scopes.byNode.get(node)!;
      const name = this.tree.childByField(node, Field.name);
      info = {
        node,
        name: name === NONE ? "" : this.tree.textOf(name),
        scope,
        owner: scope.outer?.kind === "class" ? this.classAt(scope.outer.node) : null,
        decoration: decorationOf(this.tree, node),
        isAsync: this.tree.childOfKind(node, Kind.kw_async) !== NONE,
        isGenerator: this.generators.has(node),
      };
      this.functions.set(node, info);
    }
    return info;
  }

  /** The function that `f`, or `C.m`, is bound to at module level and nothing else. */
  named(name: string): FunctionInfo | undefined {
    const [first, member] = name.split(".");
    const site = onlySiteOf(this.scopes.module.bindings.get(first!));
    if (member === undefined) return site?.kind === "function" ? this.functionAt(site.by) : undefined;
    if (site?.kind !== "class") return undefined;
    const inner = onlySiteOf(this.scopes.byNode.get(site.by)?.bindings.get(member));
    return inner?.kind === "function" ? this.functionAt(inner.by) : undefined;
  }

  /** The functions in a part that have been asked for. */
  knownIn({ from, to }: Rows): FunctionInfo[] {
    const nodes = this.index.between(from, to, Kind.function_definition);
    return nodes.flatMap((node) => this.functions.get(node) ?? []);
  }

  /** False for a class of a part that has been taken out. */
  hasClass(cls: ClassInfo): boolean {
    return this.classes.get(cls.node) === cls;
  }

  /** The parameters of a function, in order. */
  parametersOf(fn: FunctionInfo): readonly Parameter[] {
    let parameters = this.parameters.get(fn);
    if (parameters === undefined) {
      parameters = parametersOf(this.tree, fn.node);
      this.parameters.set(fn, parameters);
    }
    return parameters;
  }

  /** The class of a `class_definition`. */
  classAt(node: Node): ClassInfo {
    let info = this.classes.get(node);
    if (info === undefined) {
      const name = this.tree.childByField(node, Field.name);
      info = { node, name: name === NONE ? "" : this.tree.textOf(name), scope: this.scopes.byNode.get(node)! };
      this.classes.set(node, info);
    }
    return info;
  }

  /** The function in whose body a node stands, lambdas not counted, or null at module and class level. */
  functionAround(node: Node): FunctionInfo | null {
    const owner = enclosingFunction(this.tree, node);
    return owner === NONE ? null : this.functionAt(owner);
  }
}

/**
 * The `function_definition` in whose body a node stands. A lambda or class in between ends the search with `NONE`: their bodies run at
 * another time.
 */
export function enclosingFunction(tree: Tree, node: Node): Node {
  let child = node;
  for (let outer = tree.parent[node]!; outer !== NONE; child = outer, outer = tree.parent[outer]!) {
    const kind = tree.kind[outer];
    if (tree.field[child] !== Field.body) continue;
    if (kind === Kind.function_definition) return outer;
    if (kind === Kind.lambda || kind === Kind.class_definition) return NONE;
  }
  return NONE;
}

/** The decorators of a definition, as text without `@` and arguments. */
export function decoratorsOf(tree: Tree, definition: Node): string[] {
  return decoratorExpressions(tree, definition).map((expression) =>
    expression === NONE ? "" : tree.textOf(expression),
  );
}

/** The expressions behind the `@` of a definition, outermost first; `NONE` for one that is not written yet. */
export function decoratorExpressions(tree: Tree, definition: Node): Node[] {
  const parent = tree.parent[definition]!;
  if (parent === NONE || tree.kind[parent] !== Kind.decorated_definition) return [];
  return tree
    .namedChildren(parent)
    .filter((child) => tree.kind[child] === Kind.decorator)
    .map((decorator) => tree.firstNamed(decorator));
}

function decorationOf(tree: Tree, definition: Node): Decoration {
  let decoration: Decoration = "plain";
  for (const name of decoratorsOf(tree, definition)) {
    if (!TRANSPARENT.has(name)) return "unknown";
    if (name === "property") decoration = "property";
    else if (name === "staticmethod") decoration = "static";
    else if (name === "classmethod") decoration = "class";
  }
  return decoration;
}

/** A parameter of a function as a call sees it. */
export interface Parameter {
  readonly node: Node;
  readonly name: string;
  readonly kind: "positional" | "star" | "keyword" | "double-star";
  /** `NONE` without a default. */
  readonly default: Node;
  /** The annotation's expression, `NONE` without one. */
  readonly annotation: Node;
}

/** The parameters of a `function_definition` or `lambda`, in order. */
export function parametersOf(tree: Tree, definition: Node): Parameter[] {
  const list = tree.childByField(definition, Field.parameters);
  if (list === NONE) return [];
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const node of tree.namedChildren(list)) {
    const kind = tree.kind[node];
    if (kind === Kind.keyword_separator) {
      keywordOnly = true;
      continue;
    }
    if (kind === Kind.positional_separator) continue;
    let target = node;
    if (kind === Kind.typed_parameter) target = tree.firstNamed(node);
    else if (kind === Kind.default_parameter || kind === Kind.typed_default_parameter)
      target = tree.childByField(node, Field.name);
    if (target === NONE) continue;
    const star = tree.kind[target] === Kind.list_splat_pattern;
    const doubleStar = tree.kind[target] === Kind.dictionary_splat_pattern;
    const name = star || doubleStar ? tree.firstNamed(target) : target;
    const annotation = tree.childByField(node, Field.type);
    parameters.push({
      node,
      name: name === NONE ? "" : tree.textOf(name),
      kind: star ? "star" : doubleStar ? "double-star" : keywordOnly ? "keyword" : "positional",
      default: tree.childByField(node, Field.value),
      annotation: annotation === NONE ? NONE : tree.firstNamed(annotation),
    });
    if (star) keywordOnly = true;
  }
  return parameters;
}

/** True for a scope whose code runs when it is called: its names are per call. */
export function isFunctionScope(scope: Scope): boolean {
  return scope.kind === "function" || scope.kind === "lambda";
}

function onlySiteOf(binding: Binding | undefined): BindingSite | undefined {
  return binding === undefined ? undefined : onlySite(binding);
}
