/** What a name stands for: the value that all places agree on which bind it. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { annotationType } from "./annotations.js";
import { innermostRight, isStatementOf, partOf } from "./assignments.js";
import { BUILTINS } from "./builtins.js";
import { type Definitions, decoratorsOf, isFunctionScope } from "./functions.js";
import { absoluteName, type ModuleName } from "./imports.js";
import {
  type ClassInfo,
  type External,
  hasItemsToLose,
  type Instance,
  instance,
  instanceOf,
  join,
  unlessNone,
  type Value,
} from "./model.js";
import { binaryType } from "./operators.js";
import { readsItems } from "./references.js";
import { type Binding, type BindingSite, isShared, onlySite, type Scope } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";
import { Memo, type Tracker } from "./tracking.js";
import type { Values } from "./values.js";

/** Decorators that give back the class that they get. */
const CLASS_DECORATORS =
  /^(dataclasses\.)?dataclass\b|^(functools\.)?total_ordering$|^(typing\.|typing_extensions\.)?(final|runtime_checkable)$|^(enum\.)?unique$/;

/** Methods that get the class without a decorator that says so. */
const CLASS_METHODS = /^__(new|init_subclass|class_getitem)__$/;

/** What methods call their object, metaclasses included. A function with another name there may be a helper that runs in the class body. */
const SELF = /^_?(self|cls|this|metacls|mcs)_?$/;

/** Answers for the bindings of one module. */
export class BindingValues {
  private readonly known: Memo<Binding, Value | undefined>;
  private readonly readOnly: Memo<Binding, boolean>;

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    private readonly definitions: Definitions,
    private readonly values: Values,
    private readonly moduleName: ModuleName | null,
    tracker: Tracker,
  ) {
    // What binds a name of a module or class stands in several parts: looking the binding up is what its answers depend on, too.
    const home = ({ scope }: Binding): Node => (scope.kind === "module" ? NONE : scope.node);
    this.known = new Memo(tracker, (binding) => this.resolveBinding(binding), { home });
    this.readOnly = new Memo(tracker, (binding) => this.findOnlyRead(binding), { home });
  }

  /** The value of a name where it is read: a list that others may write to contains anything. */
  read(binding: Binding): Value | undefined {
    const value = this.of(binding);
    if (value?.kind !== "instance" || !hasItemsToLose(value)) return value;
    return this.isOnlyRead(binding) ? value : { ...value, element: null };
  }

  private isOnlyRead(binding: Binding): boolean {
    return this.readOnly.get(binding);
  }

  private findOnlyRead(binding: Binding): boolean {
    this.readSites(binding);
    if (onlySite(binding) === undefined) return false;
    return this.values.referencesTo(binding).every((reference) => readsItems(this.tree, reference));
  }

  /** The value that a name always has, or undefined when its bindings differ or are not known. */
  of(binding: Binding): Value | undefined {
    return this.known.get(binding);
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
      if (site.kind === "augmented" || this.isRepeated(site)) continue;
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

  /** `x = x = value`: the inner assignment says the same, and a long chain would be read once for each of its names. */
  private isRepeated(site: BindingSite): boolean {
    if (site.kind !== "assignment") return false;
    const { tree } = this;
    const right = tree.childByField(site.by, Field.right);
    if (right === NONE || tree.kind[right] !== Kind.assignment) return false;
    return tree.textOf(tree.childByField(right, Field.left)) === tree.textOf(site.name);
  }

  /** The type of a name after `name += value`, or another operator. */
  augmentedType(before: Instance | undefined, assignment: Node): Instance | undefined {
    const operator = this.tree.textOf(this.tree.childByField(assignment, Field.operator)).replace(/=$/, "");
    const right = this.values.typeOf(this.tree.childByField(assignment, Field.right));
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
        return this.values.of(tree.childByField(site.by, Field.value));
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
      return value === NONE ? undefined : (this.values.of(value) ?? this.annotated(site.by));
    }
    const part = partOf(tree, left, innermostRight(tree, right), site.name);
    return part === NONE ? undefined : this.values.of(part);
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
    if (module.endsWith(".")) return moduleNamed(absoluteName(module + imported, this.moduleName));
    return this.values.external(absoluteName(module, this.moduleName), imported);
  }

  /** The type that the annotation of an assignment names. */
  annotated(assignment: Node): Instance | undefined {
    const type = this.tree.childByField(assignment, Field.type);
    return type === NONE ? undefined : annotationType(this.tree, this.values, this.tree.firstNamed(type));
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
        return instanceOf(fn.owner, { certain: SELF.test(tree.textOf(site.name)), exact: false });
    }
    // `x: int = None` says Optional[int] in fewer words.
    if (parameter.default !== NONE && tree.kind[parameter.default] === Kind.none) return undefined;
    return annotationType(tree, this.values, parameter.annotation);
  }

  private loopTargetType(site: BindingSite): Instance | undefined {
    const { tree } = this;
    const left = tree.childByField(site.by, Field.left);
    const right = tree.childByField(site.by, Field.right);
    if (left === site.name) return this.values.elementOf(right);
    // `for i, x in enumerate(...)`: the counter is an int, the other is what is enumerated.
    const call = this.builtinCall(right, "enumerate");
    if (call !== NONE && (tree.kind[left] === Kind.pattern_list || tree.kind[left] === Kind.tuple_pattern)) {
      const [counter, item] = tree.namedChildren(left);
      if (counter === site.name) return instance("int");
      const iterable = tree.firstNamed(tree.childByField(call, Field.arguments));
      if (item === site.name && iterable !== NONE) return this.values.elementOf(iterable);
    }
    return undefined;
  }

  /** `node` when it is a call of this builtin. */
  private builtinCall(node: Node, name: string): Node {
    if (this.tree.kind[node] !== Kind.call) return NONE;
    const callee = this.values.of(this.tree.childByField(node, Field.function));
    return callee?.kind === "external" && callee.name === `builtins.${name}` ? node : NONE;
  }

  private withTargetType(site: BindingSite): Instance | undefined {
    const { tree } = this;
    if (tree.kind[site.by] !== Kind.as_pattern) return undefined;
    const target = tree.childByField(site.by, Field.alias);
    if (target === NONE || tree.firstNamed(target) !== site.name) return undefined;
    const type = this.values.typeOf(tree.firstNamed(site.by));
    // Files, locks and the like return themselves; other context managers return what they like.
    return type?.type.startsWith("io.") ? type : undefined;
  }
}

function moduleNamed(name: string): External {
  return { kind: "external", name, certain: true, ofValue: false };
}

/** A dotted name without the spaces and line breaks that may stand in it. */
function dotted(tree: Tree, node: Node): string {
  return tree.textOf(node).replace(/[\s\\]+/g, "");
}
