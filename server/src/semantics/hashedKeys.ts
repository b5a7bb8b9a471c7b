/** Where loops look up objects whose classes define `__hash__` and `__eq__`. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { TreeChange } from "../syntax/moduleTree.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Definitions } from "./functions.js";
import { outermostLoops } from "./loopNodes.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { PartMemo } from "./partMemo.js";
import { partsOf, type Rows } from "./rows.js";
import { Source, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";

/** A look-up of an object of a class with a hash of its own. */
export interface HashedUse {
  /** The subscript, comparison, call, or item of a comprehension. */
  readonly node: Node;
  readonly cls: ClassInfo;
  readonly hash: FunctionInfo;
  /** False where the type of the key is known from an annotation only. */
  readonly certain: boolean;
  /** `unknown`: what is subscripted may be something else than a dict. `collected`: the objects are only put into a set or dict. */
  readonly container: "dict or set" | "collected" | "unknown";
}

const MAPPING = /^(dict|collections\.(defaultdict|OrderedDict|Counter))$/;
const HASHED = /^(dict|set|frozenset|collections\.(defaultdict|OrderedDict|Counter))$/;

/** Methods whose first argument is hashed. */
const LOOK_UPS = /^(dict\.(get|setdefault|pop)|set\.(add|discard|remove)|collections\.\w+\.(get|setdefault|pop))$/;

/** Whether a module has a class that defines `__hash__` and `__eq__`: all other modules need no look at their keys. */
export class HashingClasses {
  private readonly byPart: PartMemo<Node>;
  private known: boolean | undefined;
  private readonly readers = new Source();

  constructor(
    tree: Tree,
    index: TreeIndex,
    definitions: Definitions,
    private readonly tracker: Tracker,
  ) {
    const defines = (node: Node): boolean => {
      const { scope } = definitions.classAt(node);
      return scope.find("__hash__") !== undefined && scope.find("__eq__") !== undefined;
    };
    this.byPart = new PartMemo(tracker, partsOf(tree), ({ from, to }) =>
      index.between(from, to, Kind.class_definition).filter(defines),
    );
  }

  /** Looks again after a change of the module. */
  follow(change: TreeChange): void {
    this.byPart.follow(change);
    if (this.known === undefined) return;
    const before = this.known;
    this.known = this.find();
    if (before !== this.known) this.tracker.drop(this.readers);
  }

  /** True when there is such a class. */
  get any(): boolean {
    this.tracker.read(this.readers);
    this.known ??= this.tracker.apart(() => this.find());
    return this.known;
  }

  private find(): boolean {
    return this.byPart.all().length > 0;
  }
}

/** The look-ups in the loops of a part, in text order. */
export function hashedUsesIn(module: ModuleFacts, rows: Rows): HashedUse[] {
  const { tree, index } = module;
  const found: HashedUse[] = [];
  for (const outer of outermostLoops(tree, index, rows)) {
    for (let node = outer; node < tree.next[outer]!; node++) {
      const use = useAt(module, node);
      if (use !== undefined) found.push(use);
    }
  }
  return found;
}

function useAt(module: ModuleFacts, node: Node): HashedUse | undefined {
  const { tree, values } = module;
  switch (tree.kind[node]) {
    case Kind.subscript: {
      const container = values.of(tree.childByField(node, Field.value));
      const isMapping = container?.kind === "instance" && MAPPING.test(container.type);
      if (container !== undefined && !isMapping) return undefined;
      const holds = isStored(module, node) ? "collected" : isMapping ? "dict or set" : "unknown";
      return useOf(module, node, tree.childByField(node, Field.subscript), holds);
    }
    case Kind.comparison_operator: {
      const [key, container, more] = tree.namedChildren(node).filter((child) => tree.field[child] !== Field.operators);
      if (key === undefined || container === undefined || more !== undefined) return undefined;
      if (!/^(not\s+)?in$/.test(tree.textOf(tree.childByField(node, Field.operators)))) return undefined;
      const type = values.typeOf(container);
      return type !== undefined && HASHED.test(type.type) ? useOf(module, node, key, "dict or set") : undefined;
    }
    case Kind.call: {
      const list = tree.childByField(node, Field.arguments);
      const callee = values.of(tree.childByField(node, Field.function));
      if (list === NONE || callee?.kind !== "external" || !LOOK_UPS.test(callee.name)) return undefined;
      return useOf(module, node, tree.firstNamed(list), callee.name === "set.add" ? "collected" : "dict or set");
    }
    case Kind.set_comprehension: {
      const item = tree.childByField(node, Field.body);
      return useOf(module, item, item, "collected");
    }
    case Kind.dictionary_comprehension: {
      const pair = tree.childByField(node, Field.body);
      const key = pair === NONE ? NONE : tree.childByField(pair, Field.key);
      return useOf(module, key, key, "collected");
    }
    default:
      return undefined;
  }
}

function useOf(module: ModuleFacts, node: Node, key: Node, container: HashedUse["container"]): HashedUse | undefined {
  const type = key === NONE ? undefined : module.values.typeOf(key);
  if (type === undefined || type.cls === null) return undefined;
  const hash = module.values.memberOf(type.cls, "__hash__", type.exact);
  const equal = module.values.memberOf(type.cls, "__eq__", type.exact);
  if (hash === undefined || equal === undefined) return undefined;
  return { node, cls: type.cls, hash, certain: type.certain, container };
}

/** `d[key] = value`. */
function isStored({ tree }: ModuleFacts, subscript: Node): boolean {
  return tree.field[subscript] === Field.left && tree.kind[tree.parent[subscript]!] === Kind.assignment;
}
