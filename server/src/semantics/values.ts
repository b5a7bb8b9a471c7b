/**
 * What an expression stands for: an imported or builtin name, a function or class of this module, or a value of a known type.
 * Everything that is not certain is undefined; rules then say nothing.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { annotationType } from "./annotations.js";
import { innermostRight, isStatementOf, partOf } from "./assignments.js";
import { BUILTINS } from "./builtins.js";
import { externalResult } from "./callResults.js";
import { mayFallThrough } from "./flow.js";
import { type Definitions, decoratorsOf, isFunctionScope } from "./functions.js";
import { Members } from "./members.js";
import {
  type ClassInfo,
  type External,
  type FunctionInfo,
  hasItemsToLose,
  type Instance,
  instance,
  instanceOf,
  join,
  unlessNone,
  type Value,
} from "./model.js";
import { binaryType, comparesToBool, unaryType } from "./operators.js";
import { readsItems, referencesTo } from "./references.js";
import type { Rows } from "./rows.js";
import { type Binding, type BindingSite, keyOf, lookup, onlySite, type Scope, type ScopeTable } from "./scopes.js";
import { Memo, Sources, type Tracker } from "./tracking.js";

/** Decorators that give back the class that they get. */
const CLASS_DECORATORS =
  /^(dataclasses\.)?dataclass\b|^(functools\.)?total_ordering$|^(typing\.|typing_extensions\.)?(final|runtime_checkable)$|^(enum\.)?unique$/;

/** Methods that get the class without a decorator that says so. */
const CLASS_METHODS = /^__(new|init_subclass|class_getitem)__$/;

/** Resolves expressions of one module. Answers are kept, so that asking twice costs nothing. */
export class Values {
  private readonly known: Memo<Node, Value | undefined>;
  private readonly bindings: Memo<Binding, Value | undefined>;
  private readonly returns: Memo<FunctionInfo, Instance | undefined>;
  private readonly readOnly: Memo<Binding, boolean>;
  private readonly members: Members;
  private readonly names: Sources;

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    private readonly definitions: Definitions,
    tracker: Tracker,
  ) {
    this.members = new Members(tree, scopes, definitions, this, tracker);
    this.known = new Memo(tracker, (node) => this.resolve(node), { home: (node) => node, weight: 1 });
    // What binds a name of a module or class stands in several parts: looking the binding up is what its answers depend on, too.
    const home = ({ scope }: Binding): Node => (scope.kind === "module" ? NONE : scope.node);
    this.bindings = new Memo(tracker, (binding) => this.resolveBinding(binding), { home });
    this.readOnly = new Memo(tracker, (binding) => this.findOnlyRead(binding), { home });
    this.returns = new Memo(tracker, (fn) => this.resolveReturnType(fn), {
      home: (fn) => fn.node,
      // A function that calls itself returns what it says.
      whenCyclic: (fn) => this.annotatedReturn(fn),
    });
    this.names = new Sources(tracker);
  }

  /** Takes in the rows of a part. */
  learn(rows: Rows): void {
    this.members.learn(rows);
    this.dropNamesIn(rows);
  }

  /** Takes rows out again, while the tree still has them. */
  forget(rows: Rows): void {
    this.members.forget(rows);
    this.dropNamesIn(rows);
  }

  /** Looks again, after a change, at what depends on all classes. */
  follow(): void {
    this.members.follow();
  }

  /** What an expression stands for, or undefined. */
  of(expression: Node): Value | undefined {
    return expression === NONE ? undefined : this.known.get(expression);
  }

  /** The type of an expression's value, or undefined. */
  typeOf(expression: Node): Instance | undefined {
    const value = this.of(expression);
    return value?.kind === "instance" ? value : undefined;
  }

  /** The binding that an identifier refers to, or undefined for builtins and unknown names. */
  bindingOf(identifier: Node): Binding | undefined {
    return lookup(this.scopes, this.scopes.at(identifier), this.tree.textOf(identifier));
  }

  /** The identifiers that mean the binding, those that bind it included. */
  referencesTo(binding: Binding): Node[] {
    if (isShared(binding.scope)) this.names.read(binding.name);
    return referencesTo(this.tree, this.scopes, binding);
  }

  /** Forgets what depends on where a name stands that stands in these rows. */
  private dropNamesIn({ from, to }: Rows): void {
    const { tree, names } = this;
    if (names.isEmpty) return;
    for (let node = from; node < to && !names.isEmpty; node++) {
      if (tree.kind[node] === Kind.identifier) names.drop(tree.textOf(node));
    }
  }

  /** True when the name means the builtin of that name at this node: nothing in the module binds or replaces it. */
  isBuiltin(name: string, at: Node): boolean {
    return (
      BUILTINS.has(name) &&
      !this.scopes.hasStarImport &&
      lookup(this.scopes, this.scopes.at(at), name) === undefined &&
      !this.members.isReplaced("builtins", name)
    );
  }

  /** The function that a member of a class of this module is; see `Members`. */
  memberOf(cls: ClassInfo, name: string, exact = true): FunctionInfo | undefined {
    return this.members.functionOf(cls, name, exact);
  }

  /** The class and its bases in the order in which members are looked up; see `Members`. */
  mro(cls: ClassInfo): readonly (ClassInfo | undefined)[] {
    return this.members.mro(cls);
  }

  /** The property of a class of this module that an attribute reads, or undefined. */
  getterOf(attribute: Node): FunctionInfo | undefined {
    const { tree } = this;
    const object = this.typeOf(tree.childByField(attribute, Field.object));
    const name = tree.childByField(attribute, Field.attribute);
    if (object === undefined || object.cls === null || name === NONE) return undefined;
    const member = this.memberOf(object.cls, keyOf(this.scopes.at(attribute), tree.textOf(name)), object.exact);
    return member?.decoration === "property" ? member : undefined;
  }

  private external(owner: string, attribute: string, certain = true, ofValue = false): External | undefined {
    if (this.members.isReplaced(owner, attribute)) return undefined;
    return { kind: "external", name: `${owner}.${attribute}`, certain, ofValue };
  }

  private resolve(node: Node): Value | undefined {
    const { tree } = this;
    switch (tree.kind[node]) {
      case Kind.identifier:
        return this.resolveName(node);
      case Kind.attribute:
        return this.resolveAttribute(node);
      case Kind.call:
        return this.resolveCall(node);
      case Kind.parenthesized_expression:
        return this.of(tree.firstNamed(node));
      case Kind.named_expression:
        return this.of(tree.childByField(node, Field.value));
      case Kind.integer:
        return instance(/[jJ]$/.test(tree.textOf(node)) ? "complex" : "int");
      case Kind.float:
        return instance(/[jJ]$/.test(tree.textOf(node)) ? "complex" : "float");
      case Kind.true:
      case Kind.false:
        return instance("bool");
      case Kind.none:
        return instance("None");
      case Kind.string:
        return stringType(tree, node);
      case Kind.concatenated_string: {
        const first = tree.firstNamed(node);
        return first === NONE ? undefined : stringType(tree, first);
      }
      case Kind.list:
        return this.container("list", node);
      case Kind.tuple:
      case Kind.expression_list:
        return this.container("tuple", node);
      case Kind.set:
        return this.container("set", node);
      case Kind.dictionary:
      case Kind.dictionary_comprehension:
        return instance("dict");
      case Kind.list_comprehension:
        return instance("list", true, this.typeOf(tree.childByField(node, Field.body)) ?? null);
      case Kind.set_comprehension:
        return instance("set");
      case Kind.generator_expression:
        return instance("generator", true, this.typeOf(tree.childByField(node, Field.body)) ?? null);
      case Kind.comparison_operator:
        return this.comparisonType(node);
      case Kind.not_operator:
        return instance("bool");
      case Kind.unary_operator:
        return unaryType(this.textOfField(node, Field.operator), this.typeOf(tree.childByField(node, Field.argument)));
      case Kind.binary_operator:
        return binaryType(
          this.typeOf(tree.childByField(node, Field.left)),
          this.textOfField(node, Field.operator),
          this.typeOf(tree.childByField(node, Field.right)),
        );
      case Kind.boolean_operator:
        return join(
          this.typeOf(tree.childByField(node, Field.left)),
          this.typeOf(tree.childByField(node, Field.right)),
        );
      case Kind.conditional_expression: {
        const [yes, , no] = tree.namedChildren(node);
        if (yes === undefined || no === undefined) return undefined;
        return join(this.typeOf(yes), this.typeOf(no));
      }
      case Kind.subscript:
        return this.subscriptType(node);
      default:
        return undefined;
    }
  }

  private textOfField(node: Node, field: Field): string {
    const child = this.tree.childByField(node, field);
    return child === NONE ? "" : this.tree.textOf(child);
  }

  private resolveName(node: Node): Value | undefined {
    const binding = this.bindingOf(node);
    if (binding !== undefined) return this.readBinding(binding);
    const name = this.tree.textOf(node);
    if (this.scopes.hasStarImport || !BUILTINS.has(name)) return undefined;
    return this.external("builtins", name);
  }

  /** The value of a name where it is read: a list that others may write to contains anything. */
  private readBinding(binding: Binding): Value | undefined {
    const value = this.valueOfBinding(binding);
    if (value?.kind !== "instance" || !hasItemsToLose(value)) return value;
    return this.isOnlyRead(binding) ? value : { ...value, element: null };
  }

  private isOnlyRead(binding: Binding): boolean {
    return this.readOnly.get(binding);
  }

  private findOnlyRead(binding: Binding): boolean {
    this.readSites(binding);
    if (onlySite(binding) === undefined) return false;
    return this.referencesTo(binding).every((reference) => readsItems(this.tree, reference));
  }

  /** The value that a name always has, or undefined when its bindings differ or are not known. */
  valueOfBinding(binding: Binding): Value | undefined {
    return this.bindings.get(binding);
  }

  private readSites({ scope, key }: Binding): void {
    if (isShared(scope)) scope.find(key);
  }

  private resolveBinding(binding: Binding): Value | undefined {
    this.readSites(binding);
    if (binding.rebound) return undefined;
    const sites = binding.sites.filter((site) => site.kind !== "annotation");
    const [first, ...others] = sites;
    if (first === undefined) {
      const declared = binding.sites[0];
      return declared === undefined ? undefined : this.annotated(declared.by);
    }
    if (this.mayBeBuiltin(binding)) return undefined;
    const imported = this.importOf(sites, binding.scope);
    if (imported !== undefined) return imported;
    if (this.isCovered(binding)) return undefined;
    if (others.length > 0) return this.commonType(sites, binding.scope);
    const value = this.valueOfSite(first, binding.scope);
    return isFunctionScope(binding.scope) ? value : unlessNone(value);
  }

  /** The module may not bind the name at all, and then it is the builtin: `if old: from io import open`. */
  private mayBeBuiltin(binding: Binding): boolean {
    if (binding.scope !== this.scopes.module || !BUILTINS.has(binding.name)) return false;
    return !binding.sites.some((site) => isStatementOf(this.tree, site.by, binding.scope.node));
  }

  /** A later `from x import *` may bind the name anew: that is how modules get faster functions from C. */
  private isCovered(binding: Binding): boolean {
    if (binding.scope !== this.scopes.module || !this.scopes.hasStarImport) return false;
    const last = this.scopes.starImports[this.scopes.starImports.length - 1]!;
    return binding.sites.some((site) => site.name < last);
  }

  /**
   * An import. Several imports that all mean the same (`import os`, `import os.path`), or `try: import x` with `x = None` in the handler: the
   * import, since code that uses it has it. If a star import brings the name as well, it most likely brings the same module.
   */
  private importOf(sites: readonly BindingSite[], scope: Scope): Value | undefined {
    let imported: Value | undefined;
    for (const site of sites) {
      if (site.kind === "import") {
        const value = this.valueOfSite(site, scope);
        if (value?.kind !== "external") return undefined;
        if (imported?.kind === "external" && imported.name !== value.name) return undefined;
        imported = value;
      } else if (!this.assignsNone(site)) {
        return undefined;
      }
    }
    return imported;
  }

  private assignsNone(site: BindingSite): boolean {
    if (site.kind !== "assignment") return false;
    const right = this.tree.childByField(site.by, Field.right);
    return right !== NONE && this.tree.kind[right] === Kind.none;
  }

  /** Several bindings: known only when all of them are values of one type. `x += 1` has to keep it. */
  private commonType(sites: readonly BindingSite[], scope: Scope): Instance | undefined {
    let common: Instance | undefined;
    let any = false;
    for (const site of sites) {
      if (site.kind === "augmented") continue;
      const value = this.valueOfSite(site, scope);
      const type = value?.kind === "instance" ? value : undefined;
      common = any ? join(common, type) : type;
      if (common === undefined) return undefined;
      any = true;
    }
    for (const site of sites) {
      if (site.kind === "augmented") common = join(common, this.augmentedType(common, site.by));
    }
    return common;
  }

  /** The type of a name after `name += value`, or another operator. */
  augmentedType(before: Instance | undefined, assignment: Node): Instance | undefined {
    const operator = this.textOfField(assignment, Field.operator).replace(/=$/, "");
    const right = this.typeOf(this.tree.childByField(assignment, Field.right));
    // `xs += anything` leaves a list a list.
    if (operator === "+" && before?.type === "list" && before.cls === null) return { ...before, element: null };
    return binaryType(before, operator, right);
  }

  private valueOfSite(site: BindingSite, scope: Scope): Value | undefined {
    const { tree } = this;
    switch (site.kind) {
      case "import":
        return this.importedValue(site);
      case "function":
        return { kind: "function", fn: this.definitions.functionAt(site.by), bound: false };
      case "class":
        return this.classValue(this.definitions.classAt(site.by));
      case "assignment":
        return this.assignedValue(site);
      case "walrus":
        return this.of(tree.childByField(site.by, Field.value));
      case "parameter":
        return this.parameterValue(site, scope);
      case "for":
        return this.loopTargetType(site);
      case "with":
        return this.withTargetType(site);
      default:
        return undefined;
    }
  }

  /** A class, unless a decorator may have put something else in its place. */
  private classValue(cls: ClassInfo): Value | undefined {
    if (decoratorsOf(this.tree, cls.node).some((name) => !CLASS_DECORATORS.test(name))) return undefined;
    return { kind: "class", cls, exact: true };
  }

  private assignedValue(site: BindingSite): Value | undefined {
    const { tree } = this;
    const left = tree.childByField(site.by, Field.left);
    const right = tree.childByField(site.by, Field.right);
    if (left === site.name) {
      // `a = b = value`
      const value = innermostRight(tree, right);
      return value === NONE ? undefined : (this.of(value) ?? this.annotated(site.by));
    }
    const part = partOf(tree, left, innermostRight(tree, right), site.name);
    return part === NONE ? undefined : this.of(part);
  }

  private importedValue(site: BindingSite): Value | undefined {
    const { tree } = this;
    const statement = tree.parent[site.by]!;
    const aliased = tree.kind[site.by] === Kind.aliased_import;
    const nameNode = aliased ? tree.childByField(site.by, Field.name) : site.by;
    if (nameNode === NONE || tree.hasError(statement)) return undefined;
    const imported = dotted(tree, nameNode);
    if (tree.kind[statement] === Kind.import_statement) {
      // `import a.b` binds `a`, `import a.b as c` binds `a.b`.
      return moduleNamed(aliased ? imported : tree.textOf(site.name));
    }
    const moduleNode = tree.childByField(statement, Field.module_name);
    if (moduleNode === NONE) return undefined;
    const module = dotted(tree, moduleNode);
    // `from . import x` is `.x`, as `from .x import y` is `.x.y`.
    if (module.endsWith(".")) return moduleNamed(module + imported);
    return this.external(module, imported);
  }

  /** The type that the annotation of an assignment names. */
  annotated(assignment: Node): Instance | undefined {
    const type = this.tree.childByField(assignment, Field.type);
    return type === NONE ? undefined : annotationType(this.tree, this, this.tree.firstNamed(type));
  }

  private parameterValue(site: BindingSite, scope: Scope): Value | undefined {
    const { tree } = this;
    if (tree.kind[scope.node] !== Kind.function_definition) return undefined;
    const fn = this.definitions.functionAt(scope.node);
    const parameters = this.definitions.parametersOf(fn);
    const position = parameters.findIndex((parameter) => parameter.node === site.by);
    const parameter = parameters[position];
    if (parameter === undefined) return undefined;
    if (parameter.kind === "star") return instance("tuple");
    if (parameter.kind === "double-star") return instance("dict");
    if (position === 0 && fn.owner !== null && parameter.kind === "positional") {
      const getsClass = fn.decoration === "class" || CLASS_METHODS.test(fn.name);
      if (getsClass) return { kind: "class", cls: fn.owner, exact: false };
      if (fn.decoration === "plain" || fn.decoration === "property")
        return instanceOf(fn.owner, { certain: true, exact: false });
    }
    // `x: int = None` says Optional[int] in fewer words.
    if (parameter.default !== NONE && tree.kind[parameter.default] === Kind.none) return undefined;
    return annotationType(tree, this, parameter.annotation);
  }

  private loopTargetType(site: BindingSite): Instance | undefined {
    const { tree } = this;
    const left = tree.childByField(site.by, Field.left);
    const right = tree.childByField(site.by, Field.right);
    if (left === site.name) return this.elementOf(right);
    // `for i, x in enumerate(...)`: the counter is an int, the other is what is enumerated.
    const call = this.builtinCall(right, "enumerate");
    if (call !== NONE && (tree.kind[left] === Kind.pattern_list || tree.kind[left] === Kind.tuple_pattern)) {
      const [counter, item] = tree.namedChildren(left);
      if (counter === site.name) return instance("int");
      const iterable = tree.firstNamed(tree.childByField(call, Field.arguments));
      if (item === site.name && iterable !== NONE) return this.elementOf(iterable);
    }
    return undefined;
  }

  /** The type of the items of an iterable, or undefined. */
  elementOf(iterable: Node): Instance | undefined {
    const type = this.typeOf(iterable);
    if (type === undefined) return undefined;
    switch (type.type) {
      case "range":
      case "bytes":
      case "bytearray":
        return instance("int");
      case "str":
      case "io.TextIOWrapper":
        return instance("str", type.certain);
      case "io.BufferedReader":
        return instance("bytes", type.certain);
      default:
        return type.element ?? undefined;
    }
  }

  /** `node` when it is a call of this builtin. */
  private builtinCall(node: Node, name: string): Node {
    if (this.tree.kind[node] !== Kind.call) return NONE;
    const callee = this.of(this.tree.childByField(node, Field.function));
    return callee?.kind === "external" && callee.name === `builtins.${name}` ? node : NONE;
  }

  private withTargetType(site: BindingSite): Instance | undefined {
    const { tree } = this;
    if (tree.kind[site.by] !== Kind.as_pattern) return undefined;
    const target = tree.childByField(site.by, Field.alias);
    if (target === NONE || tree.firstNamed(target) !== site.name) return undefined;
    const type = this.typeOf(tree.firstNamed(site.by));
    // Files, locks and the like return themselves; other context managers return what they like.
    return type?.type.startsWith("io.") ? type : undefined;
  }

  private resolveAttribute(node: Node): Value | undefined {
    const { tree } = this;
    const name = tree.childByField(node, Field.attribute);
    const object = tree.childByField(node, Field.object);
    if (name === NONE || object === NONE) return undefined;
    const value = this.of(object);
    if (value === undefined) return undefined;
    const attribute = tree.textOf(name);
    switch (value.kind) {
      case "external":
        return value.ofValue ? undefined : this.external(value.name, attribute, value.certain);
      case "class": {
        const key = keyOf(this.scopes.at(node), attribute);
        const member = this.members.functionOf(value.cls, key, value.exact);
        if (member !== undefined) {
          // A property of the class itself is the property object.
          if (member.decoration === "property") return undefined;
          return { kind: "function", fn: member, bound: member.decoration === "class" };
        }
        return this.members.attributeOf(value.cls, key);
      }
      case "instance": {
        if (value.cls === null)
          // What is None now gets its attributes from a value that the text does not show.
          return value.type === "None" ? undefined : this.external(value.type, attribute, value.certain, true);
        const getter = this.getterOf(node);
        if (getter !== undefined) return this.returnType(getter);
        const key = keyOf(this.scopes.at(node), attribute);
        const member = this.memberOf(value.cls, key, value.exact);
        if (member !== undefined) return { kind: "function", fn: member, bound: member.decoration !== "static" };
        return this.members.attributeOf(value.cls, key);
      }
      default:
        return undefined;
    }
  }

  private resolveCall(node: Node): Value | undefined {
    const callee = this.of(this.tree.childByField(node, Field.function));
    switch (callee?.kind) {
      case "external":
        return externalResult(this.tree, this, node, callee.name, callee.certain);
      case "class":
        if (!this.members.makesInstances(callee.cls)) return undefined;
        return instanceOf(callee.cls, { certain: true, exact: callee.exact });
      case "function":
        if (callee.fn.decoration === "unknown" || callee.fn.decoration === "property") return undefined;
        if (callee.fn.isGenerator) return callee.fn.isAsync ? undefined : instance("generator");
        return this.returnType(callee.fn);
      default:
        return undefined;
    }
  }

  /** The type that every `return` of a function of this module agrees on. */
  private returnType(fn: FunctionInfo): Instance | undefined {
    return this.returns.get(fn);
  }

  private resolveReturnType(fn: FunctionInfo): Instance | undefined {
    const { tree } = this;
    if (fn.isAsync || fn.isGenerator || fn.decoration === "unknown") return undefined;
    let joined: Instance | undefined;
    let any = false;
    const body = tree.childByField(fn.node, Field.body);
    for (let node = body; body !== NONE && node < tree.next[body]!; node++) {
      const kind = tree.kind[node];
      if (kind === Kind.function_definition || kind === Kind.class_definition || kind === Kind.lambda) {
        node = tree.next[node]! - 1;
        continue;
      }
      if (kind !== Kind.return_statement) continue;
      const value = tree.firstNamed(node);
      const type = value === NONE ? instance("None") : this.typeOf(value);
      joined = any ? join(joined, type) : type;
      any = true;
      if (joined === undefined) break;
    }
    if (any && mayFallThrough(tree, body)) joined = join(joined, instance("None"));
    return joined ?? this.annotatedReturn(fn);
  }

  private annotatedReturn(fn: FunctionInfo): Instance | undefined {
    if (fn.isAsync || fn.isGenerator || fn.decoration === "unknown") return undefined;
    const annotation = this.tree.childByField(fn.node, Field.return_type);
    return annotation === NONE ? undefined : annotationType(this.tree, this, this.tree.firstNamed(annotation));
  }

  private container(type: string, node: Node): Instance {
    let element: Instance | undefined;
    for (const [position, item] of this.tree.namedChildren(node).entries()) {
      const itemType = this.typeOf(item);
      element = position === 0 ? itemType : join(element, itemType);
      if (element === undefined) break;
    }
    return instance(type, true, element ?? null);
  }

  private comparisonType(node: Node): Instance | undefined {
    const { tree } = this;
    for (let part = tree.firstNamed(node); part !== NONE; part = tree.nextNamed(part)) {
      if (tree.field[part] === Field.operators) continue;
      if (!comparesToBool(this.typeOf(part))) return this.isIdentityTest(node) ? instance("bool") : undefined;
    }
    return instance("bool");
  }

  /** `==` and `<` of arrays give arrays; identity and membership always give a bool. */
  private isIdentityTest(comparison: Node): boolean {
    const operators = this.tree.childrenByField(comparison, Field.operators);
    return operators.every((operator) => /^(is|in|not)\b/.test(this.tree.textOf(operator)));
  }

  private subscriptType(node: Node): Instance | undefined {
    const { tree } = this;
    const value = this.typeOf(tree.childByField(node, Field.value));
    if (value === undefined) return undefined;
    const index = tree.childByField(node, Field.subscript);
    const isSlice = index !== NONE && tree.kind[index] === Kind.slice;
    if (isSlice) return /^(str|bytes|bytearray|list|tuple)$/.test(value.type) ? value : undefined;
    if (value.type === "str") return instance("str", value.certain);
    if (value.type === "bytes" || value.type === "bytearray") return instance("int", value.certain);
    return /^(list|tuple)$/.test(value.type) ? (value.element ?? undefined) : undefined;
  }
}

/** True for scopes in which several parts of a module bind names. */
function isShared(scope: Scope): boolean {
  return scope.kind === "module" || scope.kind === "class";
}

function stringType(tree: Tree, node: Node): Instance {
  const opening = tree.firstNamed(node);
  const prefix = opening === NONE ? "" : tree.textOf(opening).toLowerCase();
  return instance(/^[a-z]*b/.test(prefix) && !prefix.startsWith("'") ? "bytes" : "str");
}

function moduleNamed(name: string): External {
  return { kind: "external", name, certain: true, ofValue: false };
}

/** A dotted name without the spaces and line breaks that may stand in it. */
function dotted(tree: Tree, node: Node): string {
  return tree.textOf(node).replace(/[\s\\]+/g, "");
}
