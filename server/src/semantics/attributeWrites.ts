/**
 * Where a module gives attributes new values: `x.name = …`, `for x.name in …`, `del x.name`, `setattr(x, "name", …)`. Such a name is not
 * what the class or the imported module says.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { isFunctionScope } from "./functions.js";
import type { Rows } from "./rows.js";
import { keyOf, lookup } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";
import { Sources, type Tracker } from "./tracking.js";

/** One such place. */
export interface AttributeWrite {
  /** The expression before the dot. */
  readonly object: Node;
  /** The `assignment` or `augmented_assignment` whose whole target the attribute is; `NONE` where its new value is not known. */
  readonly assignment: Node;
}

const NOWHERE: readonly AttributeWrite[] = [];

/** The key of `setattr` with a name that the text does not show, on something that may be of a known class: no attribute has it. */
const DYNAMIC = "(dynamic)";

/** Before the key of writes to what may come from outside of the module. */
const OUTER = "(outer) ";

/** The places of a module by `keyOf` the name of the attribute. */
export class AttributeWrites {
  private readonly byKey = new Map<string, AttributeWrite[]>();
  private readonly keysOf = new Map<Node, string[]>();
  private readonly readers: Sources;
  /** The keys of the part that is being taken in. */
  private keys: string[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    tracker: Tracker,
  ) {
    this.readers = new Sources(tracker);
  }

  /** Takes in the rows of a part. */
  learn({ from, to }: Rows): void {
    const { kind } = this.tree;
    this.keys = [];
    for (let node = from; node < to; node++) {
      if (kind[node] === Kind.attribute) this.addTarget(node);
      else if (kind[node] === Kind.call) this.addSetattr(node);
    }
    if (this.keys.length > 0) this.keysOf.set(from, this.keys);
  }

  /** Takes rows out again. */
  forget({ from, to }: Rows): void {
    for (const key of this.keysOf.get(from) ?? []) {
      const left = this.named(key).filter(({ object }) => object < from || object >= to);
      if (left.length === 0) this.byKey.delete(key);
      else this.byKey.set(key, left);
      this.readers.drop(key);
    }
    this.keysOf.delete(from);
  }

  /** The writes to attributes of this name, in text order. */
  named(key: string): readonly AttributeWrite[] {
    this.readers.read(key);
    return this.byKey.get(key) ?? NOWHERE;
  }

  /** `setattr` with a name that the text does not show, on something that may be of a known class. */
  get dynamic(): readonly AttributeWrite[] {
    return this.named(DYNAMIC);
  }

  /**
   * The writes that may replace an attribute of a module or an imported class, dynamic ones included. Values that functions get or make
   * are none of these: nearly all writes are to them (`self.name = …`), and what an imported name means does not depend on those.
   */
  onOuter(key: string): readonly AttributeWrite[] {
    return [...this.named(OUTER + key), ...this.named(OUTER + DYNAMIC)];
  }

  private addTarget(attribute: Node): void {
    const { tree } = this;
    const parent = tree.parent[attribute]!;
    const kind = tree.kind[parent];
    const isWhole =
      tree.field[attribute] === Field.left && (kind === Kind.assignment || kind === Kind.augmented_assignment);
    if (!isWhole && !isTarget(tree, attribute)) return;
    const name = tree.childByField(attribute, Field.attribute);
    if (name === NONE) return;
    // `x.name: int` alone writes nothing.
    if (isWhole && tree.childByField(parent, Field.right) === NONE) return;
    this.add(keyOf(this.scopes.at(name), tree.textOf(name)), {
      object: tree.childByField(attribute, Field.object),
      assignment: isWhole ? parent : NONE,
    });
  }

  private addSetattr(call: Node): void {
    const { tree } = this;
    const callee = tree.childByField(call, Field.function);
    if (callee === NONE || tree.kind[callee] !== Kind.identifier || tree.textOf(callee) !== "setattr") return;
    const list = tree.childByField(call, Field.arguments);
    if (list === NONE || tree.kind[list] !== Kind.argument_list) return;
    const [object, name] = tree.namedChildren(list);
    if (object === undefined || name === undefined) return;
    const literal = tree.kind[name] === Kind.string ? tree.childOfKind(name, Kind.string_content) : NONE;
    const write = { object, assignment: NONE };
    if (literal !== NONE) this.add(tree.textOf(literal), write);
    else if (!this.isAnything(object)) this.add(DYNAMIC, write);
  }

  /**
   * A parameter of which the text says nothing. What is set by name on such an object concerns no class, and nearly all of `setattr` is this: left
   * out here, an edit of that function leaves what is known of the attributes of all classes as it is.
   */
  private isAnything(object: Node): boolean {
    const { tree } = this;
    if (tree.kind[object] !== Kind.identifier) return false;
    const binding = lookup(this.scopes, this.scopes.at(object), tree.textOf(object));
    return (
      binding?.sites.some(({ kind, by }) => {
        if (kind !== "parameter") return false;
        const isPlain = tree.kind[by] === Kind.identifier || tree.kind[by] === Kind.default_parameter;
        const isFirst = tree.firstNamed(tree.parent[by]!) === by;
        return isPlain && !(isFirst && binding.scope.outer?.kind === "class");
      }) ?? false
    );
  }

  /** A name of a function that is no other name for something outside of it. */
  private isLocalValue(object: Node): boolean {
    const { tree } = this;
    if (tree.kind[object] !== Kind.identifier) return false;
    const binding = lookup(this.scopes, this.scopes.at(object), tree.textOf(object));
    if (binding === undefined || !isFunctionScope(binding.scope)) return false;
    return binding.sites.every(({ kind, by }) => {
      if (kind !== "assignment") return kind === "parameter" || kind === "for" || kind === "with";
      const right = tree.childByField(by, Field.right);
      return right !== NONE && tree.kind[right] !== Kind.identifier && tree.kind[right] !== Kind.attribute;
    });
  }

  private add(key: string, write: AttributeWrite): void {
    this.addUnder(key, write);
    if (!this.isLocalValue(write.object)) this.addUnder(OUTER + key, write);
  }

  private addUnder(key: string, write: AttributeWrite): void {
    const known = this.byKey.get(key);
    if (known === undefined) this.byKey.set(key, [write]);
    else {
      known.push(write);
      if (known[known.length - 2]!.object > write.object) known.sort((a, b) => a.object - b.object);
    }
    this.keys.push(key);
    this.readers.drop(key);
  }
}

/** True for an expression that a statement binds, alone or in a tuple, list or star. */
export function isTarget(tree: Tree, expression: Node): boolean {
  let node = expression;
  for (let outer = tree.parent[node]!; outer !== NONE; node = outer, outer = tree.parent[outer]!) {
    switch (tree.kind[outer]) {
      case Kind.pattern_list:
      case Kind.tuple_pattern:
      case Kind.list_pattern:
      case Kind.list_splat_pattern:
      case Kind.expression_list:
      case Kind.tuple:
      case Kind.list:
      case Kind.parenthesized_expression:
        break;
      case Kind.assignment:
      case Kind.augmented_assignment:
      case Kind.for_statement:
      case Kind.for_in_clause:
        return tree.field[node] === Field.left;
      case Kind.as_pattern_target:
      case Kind.delete_statement:
        return true;
      default:
        return false;
    }
  }
  return false;
}
