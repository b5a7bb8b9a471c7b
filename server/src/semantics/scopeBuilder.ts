/** Reads scopes and bindings from the rows of a tree. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Rows } from "./rows.js";
import { addSite, type BindingSite, keyOf, type Scope, type ScopeKind, type SiteKind } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";

/** Takes the rows of a part into the table, in one walk. */
export class ScopeBuilder {
  /** The scope of the rows up to `end`, and those around it, which take over at their `end`. */
  private scope: Scope;
  private end: number;
  private readonly around: { readonly scope: Scope; readonly end: number }[] = [];
  /** Names of parameters stand outside the function, and are looked up inside. */
  private readonly parameterNames: { readonly node: Node; readonly scope: Scope }[] = [];
  /** Bindings made under `global` or `nonlocal`, placed when every scope is known. */
  private readonly displaced: { readonly key: string; readonly declared: Scope; readonly site: BindingSite }[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly table: ScopeTable,
    private readonly positions: Int32Array,
    private readonly rows: Rows,
    scope: Scope,
  ) {
    this.end = rows.to;
    this.scope = scope;
  }

  build(): void {
    const { tree, positions, rows } = this;
    const { field } = tree;
    for (let node = rows.from; node < rows.to; node++) {
      while (node >= this.end) this.leave();
      if (field[node] === Field.body) this.enterBody(node);
      else if (field[node] === Field.right) this.enterFirstIterable(node);
      positions[node] = this.scope.position;
      this.visit(node);
    }
    for (const { node, scope } of this.parameterNames) positions[node] = scope.position;
    this.placeDisplaced();
  }

  /** Makes a scope; its rows come with `enter`. */
  private open(kind: ScopeKind, node: Node, parent: Scope | null, className: string | null = null): Scope {
    return this.table.add(kind, node, parent, className, this.rows.from);
  }

  private enter(scope: Scope, end: number): void {
    this.around.push({ scope: this.scope, end: this.end });
    this.scope = scope;
    this.end = end;
  }

  private leave(): void {
    const { scope, end } = this.around.pop()!;
    this.scope = scope;
    this.end = end;
  }

  private bind(kind: SiteKind, name: Node, by: Node, scope: Scope = this.scope): void {
    const text = this.tree.textOf(name);
    const key = keyOf(scope, text);
    const isDisplaced = scope.globals.has(key) || scope.nonlocals.has(key);
    const site: BindingSite = { kind, name, by, from: this.scope, isDisplaced };
    if (isDisplaced) this.displaced.push({ key, declared: scope, site });
    else this.addSite(scope, key, site);
  }

  private addSite(scope: Scope, key: string, site: BindingSite): void {
    addSite(this.tree, scope, key, site);
    this.table.noteSite(scope, key, this.rows);
  }

  private placeDisplaced(): void {
    for (const { key, declared, site } of this.displaced) {
      let target: Scope | null = this.table.module;
      if (declared.nonlocals.has(key)) {
        target = declared.parent;
        while (target !== null && !(isFunctionLike(target) && target.bindings.has(key))) target = target.parent;
      }
      if (target === null) continue;
      // `global` at module level declares what holds anyway.
      this.addSite(target, key, target === declared ? { ...site, isDisplaced: false } : site);
    }
  }

  private visit(node: Node): void {
    const { tree } = this;
    switch (tree.kind[node]) {
      case Kind.function_definition:
      case Kind.class_definition:
        this.visitDefinition(node);
        return;
      case Kind.lambda: {
        const scope = this.open("lambda", node, this.scope);
        this.bindParameters(tree.childByField(node, Field.parameters), scope);
        return;
      }
      case Kind.list_comprehension:
      case Kind.set_comprehension:
      case Kind.dictionary_comprehension:
      case Kind.generator_expression:
        this.enter(this.open("comprehension", node, this.scope), tree.next[node]!);
        return;
      case Kind.for_in_clause:
        this.bindTarget("for", tree.childByField(node, Field.left), node, this.table.byNode.get(tree.parent[node]!));
        return;
      case Kind.for_statement:
        this.bindTarget("for", tree.childByField(node, Field.left), node);
        return;
      case Kind.assignment: {
        const left = tree.childByField(node, Field.left);
        if (tree.childByField(node, Field.right) !== NONE) this.bindTarget("assignment", left, node);
        // `(x): int` declares nothing.
        else if (left !== NONE && tree.kind[left] === Kind.identifier) this.bind("annotation", left, node);
        return;
      }
      case Kind.augmented_assignment:
        this.bindTarget("augmented", tree.childByField(node, Field.left), node);
        return;
      case Kind.named_expression: {
        const name = tree.childByField(node, Field.name);
        if (name !== NONE) this.bind("walrus", name, node, this.walrusScope());
        return;
      }
      case Kind.as_pattern:
        this.bindAsPattern(node);
        return;
      case Kind.import_statement:
      case Kind.import_from_statement:
      case Kind.future_import_statement:
        this.bindImport(node);
        return;
      case Kind.wildcard_import:
        this.table.addStarImport(node);
        return;
      case Kind.global_statement:
        for (const name of tree.namedChildren(node)) this.scope.declareGlobal(keyOf(this.scope, tree.textOf(name)));
        this.table.noteDeclaration(this.scope);
        return;
      case Kind.nonlocal_statement:
        for (const name of tree.namedChildren(node)) this.scope.declareNonlocal(keyOf(this.scope, tree.textOf(name)));
        this.table.noteDeclaration(this.scope);
        return;
      case Kind.delete_statement:
        for (const target of tree.namedChildren(node)) this.bindTarget("delete", target, node);
        return;
      case Kind.case_pattern:
        this.bindCapture(node);
        return;
      case Kind.splat_pattern:
      case Kind.keyword_pattern:
        this.bindSplatCapture(node);
        return;
      case Kind.type_alias_statement:
        this.visitTypeAlias(node);
        return;
      default:
        return;
    }
  }

  /** Binds the name in the scope around; the parameters and the scope of the body come after it. */
  private visitDefinition(node: Node): void {
    const { tree } = this;
    const isClass = tree.kind[node] === Kind.class_definition;
    const name = tree.childByField(node, Field.name);
    if (name !== NONE) this.bind(isClass ? "class" : "function", name, node);
    const typeParameters = tree.childByField(node, Field.type_parameters);
    let parent = this.scope;
    if (typeParameters !== NONE) {
      parent = this.openTypeParameters(typeParameters, typeParameters);
      this.enter(parent, tree.next[node]!);
    }
    const className = isClass ? (name === NONE ? "" : tree.textOf(name)) : null;
    const scope = this.open(isClass ? "class" : "function", node, parent, className);
    if (!isClass) this.bindParameters(tree.childByField(node, Field.parameters), scope);
  }

  private visitTypeAlias(node: Node): void {
    const { tree } = this;
    const left = tree.firstNamed(tree.childByField(node, Field.left));
    const generic = left !== NONE && tree.kind[left] === Kind.generic_type ? left : NONE;
    const name = generic === NONE ? left : tree.firstNamed(generic);
    // The grammar takes `type(x).attribute = y` for an alias as well.
    if (name === NONE || tree.kind[name] !== Kind.identifier) return;
    this.bind("type-alias", name, node);
    const parameters = generic === NONE ? NONE : tree.childOfKind(generic, Kind.type_parameter);
    if (parameters !== NONE) this.enter(this.openTypeParameters(node, parameters), tree.next[node]!);
  }

  private openTypeParameters(node: Node, list: Node): Scope {
    const scope = this.open("type-parameters", node, this.scope);
    for (const parameter of this.tree.namedChildren(list)) {
      const name = this.firstIdentifier(parameter);
      if (name !== NONE) this.bind("type-parameter", name, parameter, scope);
    }
    return scope;
  }

  /** The bodies of functions, classes and lambdas belong to their scopes. */
  private enterBody(body: Node): void {
    const owner = this.tree.parent[body]!;
    const kind = this.tree.kind[owner];
    if (kind === Kind.function_definition || kind === Kind.class_definition || kind === Kind.lambda)
      this.enter(this.table.byNode.get(owner)!, this.tree.next[body]!);
  }

  /** The first iterable of a comprehension is evaluated in the scope around it. */
  private enterFirstIterable(iterable: Node): void {
    const { tree } = this;
    const clause = tree.parent[iterable]!;
    if (tree.kind[clause] !== Kind.for_in_clause) return;
    const comprehension = tree.parent[clause]!;
    if (tree.childOfKind(comprehension, Kind.for_in_clause) !== clause) return;
    const around = this.table.byNode.get(comprehension)?.parent;
    if (around != null) this.enter(around, tree.next[iterable]!);
  }

  private walrusScope(): Scope {
    let scope = this.scope;
    while (scope.kind === "comprehension" && scope.parent !== null) scope = scope.parent;
    return scope;
  }

  private bindParameters(parameters: Node, scope: Scope): void {
    const { tree } = this;
    if (parameters === NONE) return;
    for (const parameter of tree.namedChildren(parameters)) {
      const name = this.parameterName(parameter);
      if (name === NONE) continue;
      this.bind("parameter", name, parameter, scope);
      this.parameterNames.push({ node: name, scope });
    }
  }

  private parameterName(parameter: Node): Node {
    const { tree } = this;
    switch (tree.kind[parameter]) {
      case Kind.identifier:
        return parameter;
      case Kind.default_parameter:
      case Kind.typed_default_parameter:
        return tree.childByField(parameter, Field.name);
      case Kind.typed_parameter:
      case Kind.list_splat_pattern:
      case Kind.dictionary_splat_pattern: {
        const inner = tree.firstNamed(parameter);
        if (inner === NONE || tree.kind[inner] === Kind.identifier) return inner;
        return this.parameterName(inner);
      }
      default:
        return NONE;
    }
  }

  /** Binds every name of a target: identifiers, also inside tuples, lists and stars; attributes and subscripts bind nothing. */
  private bindTarget(kind: SiteKind, target: Node, by: Node, scope: Scope = this.scope): void {
    const { tree } = this;
    if (target === NONE) return;
    for (let node = target, end = tree.next[target]!; node < end; node++) {
      if (tree.kind[node] === Kind.identifier) this.bind(kind, node, by, scope);
      else if (!isTargetList(tree.kind[node]!)) node = tree.next[node]! - 1;
    }
  }

  private bindAsPattern(node: Node): void {
    const { tree } = this;
    const alias = tree.childByField(node, Field.alias);
    if (alias !== NONE) {
      let outer = tree.parent[node]!;
      while (tree.kind[outer] === Kind.tuple || tree.kind[outer] === Kind.parenthesized_expression)
        outer = tree.parent[outer]!;
      this.bindTarget(tree.kind[outer] === Kind.except_clause ? "except" : "with", alias, node);
      return;
    }
    // `case PATTERN as name`: the grammar has the name as the last child.
    const parts = tree.namedChildren(node);
    const last = parts[parts.length - 1];
    if (last !== undefined && tree.kind[last] === Kind.identifier) this.bind("match", last, node);
  }

  private bindImport(node: Node): void {
    const { tree } = this;
    for (const imported of tree.childrenByField(node, Field.name)) {
      if (tree.kind[imported] === Kind.aliased_import) {
        const alias = tree.childByField(imported, Field.alias);
        if (alias !== NONE) this.bind("import", alias, imported);
      } else {
        const first = tree.firstNamed(imported);
        if (first !== NONE) this.bind("import", first, imported);
      }
    }
  }

  /** `case name:` captures, `case a.b:` and `case 3:` do not. */
  private bindCapture(node: Node): void {
    const { tree } = this;
    const inner = tree.firstNamed(node);
    if (inner === NONE || tree.kind[inner] !== Kind.dotted_name) return;
    const name = tree.firstNamed(inner);
    if (name !== NONE && tree.nextNamed(name) === NONE) this.bind("match", name, node);
  }

  private bindSplatCapture(node: Node): void {
    const { tree } = this;
    if (tree.kind[node] === Kind.splat_pattern) {
      const name = tree.firstNamed(node);
      if (name !== NONE && tree.kind[name] === Kind.identifier) this.bind("match", name, node);
      return;
    }
    // `Point(x=name)`: the value is the second child, a capture when it is a bare name.
    const key = tree.firstNamed(node);
    const value = key === NONE ? NONE : tree.nextNamed(key);
    if (value === NONE) return;
    if (tree.kind[value] === Kind.identifier) this.bind("match", value, node);
    else if (tree.kind[value] === Kind.dotted_name) {
      const name = tree.firstNamed(value);
      if (name !== NONE && tree.nextNamed(name) === NONE) this.bind("match", name, node);
    }
  }

  private firstIdentifier(node: Node): Node {
    const { tree } = this;
    for (let inner = node; inner < tree.next[node]!; inner++) {
      if (tree.kind[inner] === Kind.identifier) return inner;
    }
    return NONE;
  }
}

/** What may stand around the names of a target. */
function isTargetList(kind: number): boolean {
  switch (kind) {
    case Kind.pattern_list:
    case Kind.tuple_pattern:
    case Kind.list_pattern:
    case Kind.list_splat_pattern:
    case Kind.expression_list:
    case Kind.tuple:
    case Kind.list:
    case Kind.list_splat:
    case Kind.parenthesized_expression:
    case Kind.as_pattern_target:
      return true;
    default:
      return false;
  }
}

function isFunctionLike(scope: Scope): boolean {
  return scope.kind === "function" || scope.kind === "lambda" || scope.kind === "comprehension";
}
