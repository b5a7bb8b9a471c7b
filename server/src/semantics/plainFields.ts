/** Fields that have what a call gives for them, or their default, and never anything else. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FieldWrite } from "./defaultUses.js";
import { decoratorsOf, type Parameter } from "./functions.js";
import { fieldOf, type IntDefault } from "./intDefaults.js";
import type { ClassInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { type BindingSite, keyOf, onlySite } from "./scopes.js";

/** Words of a text that may give any field another value by its name: where one stands, nothing is said of fields. */
const BY_NAME = [
  "setattr",
  "__setattr__",
  "__getattribute__",
  "__dict__",
  "vars",
  "__setstate__",
  "__init_subclass__",
  "__defaults__",
  "__kwdefaults__",
];

/** True when the text of the module gives fields values by name. */
export function setsByName({ mentions }: ModuleFacts): boolean {
  return BY_NAME.some((word) => mentions.has(word));
}

/** What a call of the class passes for its fields, in order; null where that is not known. */
export function fieldsOf(
  module: ModuleFacts,
  cls: ClassInfo,
  byInit: IntDefault["parameters"],
): IntDefault["parameters"] {
  if (module.values.mro(cls).includes(undefined)) return null;
  if (byInit !== null) {
    const init = cls.scope.find("__init__");
    const isOne = init !== undefined && onlySite(init) !== undefined;
    return isOne && decoratorsOf(module.tree, cls.node).length === 0 ? byInit : null;
  }
  return isPlainDataclass(module, cls) ? dataclassFields(module, cls) : null;
}

/** The fields of a dataclass whose body declares each of them once and under no condition. */
function dataclassFields({ tree }: ModuleFacts, cls: ClassInfo): Parameter[] | null {
  const fields: Parameter[] = [];
  const names = new Set<string>();
  for (const statement of tree.namedChildren(tree.childByField(cls.node, Field.body))) {
    if (!BODY.has(tree.kind[statement]!)) return null;
    const inner = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    const field = inner !== NONE && tree.kind[inner] === Kind.assignment ? fieldOf(tree, inner) : undefined;
    if (field === undefined) continue;
    if (names.has(field.name) || OTHER_FIELDS.test(tree.textOf(field.node))) return null;
    names.add(field.name);
    fields.push(field);
  }
  return fields;
}

/** Statements that leave the order of the fields as it is written. */
const BODY: ReadonlySet<number> = new Set([
  Kind.expression_statement,
  Kind.function_definition,
  Kind.decorated_definition,
  Kind.pass_statement,
  Kind.comment,
]);

/** What is no parameter of the `__init__` that a dataclass gets, or not in its place. */
const OTHER_FIELDS = /\b(ClassVar|InitVar|KW_ONLY|init|kw_only)\b/;

/** Under `@dataclass` and no other decorator, without a base, with an `__init__` that it gets from there. */
function isPlainDataclass(module: ModuleFacts, cls: ClassInfo): boolean {
  const { tree, values } = module;
  const decorated = tree.parent[cls.node]!;
  if (tree.kind[decorated] !== Kind.decorated_definition || cls.scope.find("__init__") !== undefined) return false;
  if (values.mro(cls).length !== 1) return false;
  const decorators = tree.namedChildren(decorated).filter((child) => tree.kind[child] === Kind.decorator);
  const [written, another] = decorators.map((decorator) => tree.firstNamed(decorator));
  if (written === undefined || written === NONE || another !== undefined || OTHER_FIELDS.test(tree.textOf(written)))
    return false;
  const value = values.of(tree.kind[written] === Kind.call ? tree.childByField(written, Field.function) : written);
  return value?.kind === "external" && value.name === "dataclasses.dataclass";
}

/**
 * Nothing but its default and the assignment in `__init__` gives it a value: no property, no descriptor, no other statement.
 *
 * @param writes to fields of that name, of objects that may be of the class
 */
export function isPlainField(
  module: ModuleFacts,
  cls: ClassInfo,
  { field, stored }: IntDefault,
  writes: readonly FieldWrite[],
): boolean {
  if (field === null || !writes.every(({ assignment }) => assignment !== NONE && assignment === stored)) return false;
  return module.values.mro(cls).every((candidate) => {
    const binding = candidate?.scope.find(keyOf(cls.scope, field));
    if (binding === undefined) return true;
    const site = onlySite(binding);
    return site !== undefined && isDeclaration(module, site);
  });
}

/** `x: float` or `x: float = 0`. */
function isDeclaration({ tree }: ModuleFacts, { kind, by }: BindingSite): boolean {
  if (kind !== "assignment" && kind !== "annotation") return false;
  if (tree.childByField(by, Field.type) === NONE) return false;
  const value: Node = tree.childByField(by, Field.right);
  return value === NONE || LITERALS.has(tree.kind[value]!);
}

const LITERALS: ReadonlySet<number> = new Set([Kind.integer, Kind.float, Kind.unary_operator, Kind.none]);
