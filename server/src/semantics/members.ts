/** The classes of a module: their order, and what their members are. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { innermostRight } from "./assignments.js";
import { type AttributeWrite, AttributeWrites } from "./attributeWrites.js";
import { linearised } from "./classOrder.js";
import { type Definitions, decoratorsOf } from "./functions.js";
import { type ClassInfo, type FunctionInfo, hasItemsToLose, join, unlessNone, type Value } from "./model.js";
import { partsOf, type Rows } from "./rows.js";
import { type Binding, type BindingSite, onlySite } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";
import { bearsOnSubclasses, findSubclasses } from "./subclasses.js";
import { Memo, Source, type Tracker } from "./tracking.js";
import type { Values } from "./values.js";

/** A class and its bases; `undefined` stands for a base that is not of this module. */
type Order = readonly (ClassInfo | undefined)[];

/** Answers for the classes of one module. */
export class Members {
  private readonly attributes = new WeakMap<ClassInfo, Memo<string, Value | undefined>>();
  private readonly orders: Memo<ClassInfo, Order>;
  private writesKnown: AttributeWrites | undefined;
  private subclasses: ReadonlyMap<ClassInfo, readonly ClassInfo[]> | undefined;
  /** Something has changed since that `findSubclasses` reads. */
  private mayInheritAnew = false;
  private readonly subclassReaders = new Map<ClassInfo, Source>();

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    private readonly definitions: Definitions,
    private readonly values: Values,
    private readonly tracker: Tracker,
  ) {
    this.orders = new Memo(tracker, (cls) => this.findOrder(cls), {
      home: (cls) => cls.node,
      weight: 1,
      // A class that inherits from itself.
      whenCyclic: (cls) => [cls, undefined],
    });
  }

  /** Takes in the rows of a part. */
  learn(rows: Rows): void {
    this.mayInheritAnew ||= this.subclasses !== undefined && bearsOnSubclasses(this.tree, rows);
    this.writesKnown?.learn(rows);
  }

  /** Takes rows out again. */
  forget(rows: Rows): void {
    this.mayInheritAnew ||= this.subclasses !== undefined && bearsOnSubclasses(this.tree, rows);
    this.writesKnown?.forget(rows);
  }

  /**
   * The function that a member of a class of this module is: its own, or one of a base class that is in this module too. Undefined where
   * an instance, a subclass or an assignment from outside may have another one.
   *
   * @param key `keyOf` the name where it is read
   * @param exact no subclass is meant
   */
  functionOf(cls: ClassInfo, key: string, exact: boolean): FunctionInfo | undefined {
    for (const candidate of this.mro(cls)) {
      if (candidate === undefined) return undefined;
      const binding = candidate.scope.find(key);
      if (binding === undefined) continue;
      if (!exact && this.subclassesOf(cls).some((subclass) => subclass.scope.find(key) !== undefined)) return undefined;
      if (this.writesTo(cls, key).length > 0) return undefined;
      const site = onlySite(binding) ?? this.getterSite(binding);
      return site?.kind === "function" ? this.definitions.functionAt(site.by) : undefined;
    }
    return undefined;
  }

  /** The class and its bases in the order in which members are looked up; `undefined` stands for a base that is not of this module. */
  mro(cls: ClassInfo): Order {
    return this.orders.get(cls);
  }

  private findOrder(cls: ClassInfo): Order {
    return linearised(cls, this.basesOf(cls), (base) => this.mro(base));
  }

  private basesOf(cls: ClassInfo): (ClassInfo | undefined)[] {
    return this.baseValues(cls).map((base) => (base?.kind === "class" ? base.cls : undefined));
  }

  /** What the bases of a class stand for, `object` left out; undefined for a base that is not known. */
  baseValues(cls: ClassInfo): (Value | undefined)[] {
    return this.baseExpressions(cls)
      .map((base) => this.values.of(base))
      .filter((value) => value?.kind !== "external" || value.name !== "builtins.object");
  }

  /** The classes of this module that may inherit from a class, directly or not. */
  private subclassesOf(cls: ClassInfo): readonly ClassInfo[] {
    if (this.tracker.isTracking) {
      let source = this.subclassReaders.get(cls);
      if (source === undefined) {
        source = new Source();
        this.subclassReaders.set(cls, source);
      }
      this.tracker.read(source);
    }
    this.subclasses ??= findSubclasses(this.tree, this.scopes, this.definitions.allClasses());
    return this.subclasses.get(cls) ?? [];
  }

  /** The getter of a property that has a setter or deleter of the same name. */
  private getterSite(binding: Binding): BindingSite | undefined {
    const [getter, ...others] = binding.sites;
    if (binding.rebound || getter?.kind !== "function") return undefined;
    if (this.definitions.functionAt(getter.by).decoration !== "property") return undefined;
    const accessors = [`${binding.name}.setter`, `${binding.name}.deleter`];
    const areAccessors = others.every(
      (site) => site.kind === "function" && decoratorsOf(this.tree, site.by).some((name) => accessors.includes(name)),
    );
    return areAccessors ? getter : undefined;
  }

  /** Looks again at which classes inherit from which, and forgets what depends on it where that is another answer now. */
  follow(): void {
    const before = this.subclasses;
    if (before === undefined || !this.mayInheritAnew) return;
    this.mayInheritAnew = false;
    this.subclasses = findSubclasses(this.tree, this.scopes, this.definitions.allClasses());
    for (const [cls, source] of this.subclassReaders) {
      const isGone = !this.definitions.hasClass(cls);
      if (isGone) this.subclassReaders.delete(cls);
      if (isGone || !isSameList(before.get(cls) ?? [], this.subclasses.get(cls) ?? [])) this.tracker.drop(source);
    }
  }

  private get writes(): AttributeWrites {
    if (this.writesKnown === undefined) {
      this.writesKnown = new AttributeWrites(this.tree, this.scopes, this.tracker);
      for (const rows of partsOf(this.tree)) this.writesKnown.learn(rows);
    }
    return this.writesKnown;
  }

  /** The assignments to an attribute of objects that may be instances of the class or of one that it is related to. */
  writesTo(cls: ClassInfo, key: string): AttributeWrite[] {
    return this.writes.named(key).filter((write) => this.mayBeOf(cls, this.values.of(write.object)));
  }

  /** True when the module gives an attribute of something imported, or of a value of a builtin type, a value of its own. */
  isReplaced(owner: string, attribute: string): boolean {
    const replaces = (write: AttributeWrite): boolean => {
      const object = this.values.of(write.object);
      if (object?.kind === "external") return object.name === owner;
      return object?.kind === "instance" && object.cls === null && object.type === owner;
    };
    return this.writes.onOuter(attribute).some(replaces);
  }

  /** The value of `self.name` or of a class attribute, when every assignment in the module agrees. */
  attributeOf(cls: ClassInfo, key: string): Value | undefined {
    let attributes = this.attributes.get(cls);
    if (attributes === undefined) {
      attributes = new Memo(this.tracker, (name) => this.resolveClassAttribute(cls, name), { home: () => cls.node });
      this.attributes.set(cls, attributes);
    }
    return attributes.get(key);
  }

  private resolveClassAttribute(cls: ClassInfo, key: string): Value | undefined {
    const { tree } = this;
    const isSetByName = this.writes.dynamic.some((write) => {
      const object = this.values.of(write.object);
      return object !== undefined && this.mayBeOf(cls, object);
    });
    if (isSetByName) return undefined;
    const writes = this.writesTo(cls, key);
    const own = this.mro(cls).find((candidate) => candidate === undefined || candidate.scope.find(key) !== undefined);
    if (own === undefined && writes.length === 0) return undefined;
    const found: (Value | undefined)[] = [];
    for (const candidate of [own, ...this.subclassesOf(cls)]) {
      const binding = candidate?.scope.find(key);
      if (binding !== undefined) found.push(this.classLevelValue(candidate!, binding));
    }
    const augmented: Node[] = [];
    for (const write of writes) {
      if (write.assignment === NONE) return undefined;
      if (tree.kind[write.assignment] === Kind.augmented_assignment) {
        augmented.push(write.assignment);
        continue;
      }
      const right = innermostRight(tree, tree.childByField(write.assignment, Field.right));
      found.push(right === NONE ? undefined : (this.values.of(right) ?? this.values.annotated(write.assignment)));
    }
    const [first, ...rest] = found;
    if (first === undefined) return undefined;
    if (rest.length === 0 && augmented.length === 0) return this.shared(first);
    let common = first.kind === "instance" ? first : undefined;
    for (const other of rest) common = join(common, other?.kind === "instance" ? other : undefined);
    for (const assignment of augmented) common = join(common, this.values.augmentedType(common, assignment));
    return this.shared(common);
  }

  /** What others can reach through an object may be written to by them. */
  private shared(value: Value | undefined): Value | undefined {
    return value?.kind === "instance" && hasItemsToLose(value) ? { ...value, element: null } : unlessNone(value);
  }

  private mayBeOf(cls: ClassInfo, value: Value | undefined): boolean {
    if (value === undefined) return true;
    if (value.kind !== "instance" && value.kind !== "class") return false;
    return value.cls !== null && (this.mro(value.cls).includes(cls) || this.mro(cls).includes(value.cls));
  }

  /**
   * The value of a name that a class body binds. With an annotation it is a default: other instances have other values. A base class
   * that is not known, or an enumeration, may make something else of it.
   */
  private classLevelValue(cls: ClassInfo, binding: Binding): Value | undefined {
    const { tree } = this;
    const site = onlySite(binding);
    if (site?.kind === "assignment" && tree.childByField(site.by, Field.type) !== NONE)
      return this.values.annotated(site.by);
    const value = this.values.valueOfBinding(binding);
    if (value?.kind === "instance") {
      if (value.cls !== null && this.mro(value.cls).some((base) => base?.scope.find("__get__") !== undefined))
        return undefined;
      if (this.changesMembers(cls)) return undefined;
    }
    return value;
  }

  private changesMembers(cls: ClassInfo): boolean {
    return this.mro(cls).some(
      (candidate) =>
        candidate !== undefined &&
        (this.hasMetaclass(candidate) ||
          this.baseExpressions(candidate).some((base) => {
            const value = this.values.of(base);
            if (value?.kind === "external") return /(Enum|Flag|NamedTuple|Structure|Union)$/.test(value.name);
            return value?.kind !== "class";
          })),
    );
  }

  /** `class C(metaclass=M)`, where M may make anything of the class. `ABCMeta` leaves it what it is. */
  private hasMetaclass(cls: ClassInfo): boolean {
    const { tree } = this;
    const list = tree.childByField(cls.node, Field.superclasses);
    if (list === NONE) return false;
    return tree
      .namedChildren(list)
      .some((part) => tree.kind[part] === Kind.keyword_argument && !/\bABCMeta$/.test(tree.textOf(part)));
  }

  private baseExpressions(cls: ClassInfo): Node[] {
    const { tree } = this;
    const list = tree.childByField(cls.node, Field.superclasses);
    if (list === NONE) return [];
    return tree.namedChildren(list).filter((part) => tree.kind[part] !== Kind.keyword_argument);
  }

  /** False for classes whose call may give something else: a `__new__` of their own, a metaclass. */
  makesInstances(cls: ClassInfo): boolean {
    return this.mro(cls).every(
      (candidate) =>
        candidate === undefined || !(candidate.scope.find("__new__") !== undefined || this.hasMetaclass(candidate)),
    );
  }
}

function isSameList(a: readonly ClassInfo[], b: readonly ClassInfo[]): boolean {
  return a.length === b.length && a.every((cls, at) => cls === b[at]);
}
