/**
 * Where a module gives attributes new values: `x.name = …`, `for x.name in …`, `del x.name`, `setattr(x, "name", …)`. Such a name is not
 * what the class or the imported module says.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { keyOf, type ScopeTable } from "./scopes.js";

/** One such place. */
export interface AttributeWrite {
  /** The expression before the dot. */
  readonly object: Node;
  /** The `assignment` or `augmented_assignment` whose whole target the attribute is; `NONE` where its new value is not known. */
  readonly assignment: Node;
}

const NOWHERE: readonly AttributeWrite[] = [];

/** The places of a module by `keyOf` the name of the attribute. */
export class AttributeWrites {
  private readonly byKey = new Map<string, AttributeWrite[]>();
  /** `setattr` with a name that the text does not show. */
  readonly dynamic: AttributeWrite[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
  ) {
    const { kind } = tree;
    for (let node = 0; node < tree.count; node++) {
      if (kind[node] === Kind.attribute) this.addTarget(node);
      else if (kind[node] === Kind.call) this.addSetattr(node);
    }
  }

  /** The writes to attributes of this name. */
  named(key: string): readonly AttributeWrite[] {
    return this.byKey.get(key) ?? NOWHERE;
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
    else this.dynamic.push(write);
  }

  private add(key: string, write: AttributeWrite): void {
    const known = this.byKey.get(key);
    if (known === undefined) this.byKey.set(key, [write]);
    else known.push(write);
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
