/** Where a module calls something and reads attributes, by name. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { isTarget } from "./attributeWrites.js";
import type { ModuleFacts } from "./module.js";

/** The calls and the reads of attributes of a module: one walk for all names that are asked for. */
export class NamedPlaces {
  private calls: Map<string, Node[]> | undefined;
  private attributes: Map<string, Node[]> | undefined;

  constructor(private readonly module: ModuleFacts) {}

  /** The calls of what has the name, or is an attribute of that name, with arguments in parentheses. */
  callsOf(name: string): readonly Node[] {
    const { tree, index } = this.module;
    this.module.readEverything();
    this.calls ??= byName(tree, index.all(Kind.call), (call) => {
      if (tree.kind[tree.childByField(call, Field.arguments)] !== Kind.argument_list || tree.hasError(call))
        return NONE;
      const callee = tree.childByField(call, Field.function);
      return tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.attribute) : callee;
    });
    return this.calls.get(name) ?? [];
  }

  /** The reads of an attribute of that name. */
  readsOf(name: string): readonly Node[] {
    const { tree } = this.module;
    this.module.readEverything();
    if (this.attributes === undefined) {
      const nodes: Node[] = [];
      for (let node = 0; node < tree.count; node++)
        if (tree.kind[node] === Kind.attribute && !isTarget(tree, node)) nodes.push(node);
      this.attributes = byName(tree, nodes, (node) => tree.childByField(node, Field.attribute));
    }
    return this.attributes.get(name) ?? [];
  }
}

function byName(tree: Tree, nodes: readonly Node[], nameOf: (node: Node) => Node): Map<string, Node[]> {
  const found = new Map<string, Node[]>();
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === NONE || tree.kind[name] !== Kind.identifier) continue;
    const text = tree.textOf(name);
    const known = found.get(text);
    if (known === undefined) found.set(text, [node]);
    else known.push(node);
  }
  return found;
}
