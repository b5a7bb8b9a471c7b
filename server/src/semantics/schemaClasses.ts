/** Classes that follow a binary schema: each property decodes one field, or makes the object of a part, when it is read. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FieldRead } from "./fieldReads.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";

/** A property whose body is one `return`. */
export interface Getter {
  readonly fn: FunctionInfo;
  /** The returned expression. */
  readonly value: Node;
}

/** A class that reads its fields through properties. */
export interface SchemaClass {
  readonly cls: ClassInfo;
  readonly fields: readonly { readonly getter: Getter; readonly read: FieldRead }[];
}

/** The getter of a property that does nothing but return an expression, or undefined. */
export function getterOf(module: ModuleFacts, fn: FunctionInfo): Getter | undefined {
  const { tree } = module;
  if (fn.decoration !== "property") return undefined;
  const statements = tree
    .namedChildren(tree.childByField(fn.node, Field.body))
    .filter((statement) => !isDocstring(module, statement));
  const only = statements.length === 1 ? statements[0]! : NONE;
  if (only === NONE || tree.kind[only] !== Kind.return_statement) return undefined;
  const value = tree.firstNamed(only);
  return value === NONE ? undefined : { fn, value };
}

/** True for a statement that is nothing but a string. */
export function isDocstring(module: ModuleFacts, statement: Node): boolean {
  const { tree } = module;
  return tree.kind[statement] === Kind.expression_statement && tree.kind[tree.firstNamed(statement)] === Kind.string;
}

/** The schema classes among the owners of the reads, in text order; a class needs two fields to be one. */
export function schemaClasses(module: ModuleFacts, reads: readonly FieldRead[]): SchemaClass[] {
  const found = new Map<ClassInfo, { getter: Getter; read: FieldRead }[]>();
  for (const read of reads) {
    const fn = module.definitions.functionAround(read.call);
    if (fn === null || fn.owner === null) continue;
    const getter = getterOf(module, fn);
    if (getter?.value !== read.value) continue;
    found.set(fn.owner, [...(found.get(fn.owner) ?? []), { getter, read }]);
  }
  return [...found].filter(([, fields]) => fields.length >= 2).map(([cls, fields]) => ({ cls, fields }));
}

/** The expressions that read a property of the class, where the object's class is known. */
export function usesOf(module: ModuleFacts, schema: SchemaClass): Node[] {
  const { tree, values } = module;
  const names = new Set(schema.fields.map((field) => field.getter.fn.name));
  const uses: Node[] = [];
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] !== Kind.attribute || !names.has(tree.textOf(tree.childByField(node, Field.attribute))))
      continue;
    const object = values.typeOf(tree.childByField(node, Field.object));
    if (object?.cls === schema.cls) uses.push(node);
  }
  return uses;
}
