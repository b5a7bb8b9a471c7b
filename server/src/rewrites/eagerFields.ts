/**
 * Decodes the fields of a schema class at once in `__init__`, with `__slots__`; classes whose properties make such objects make them in
 * `__init__` too. Laziness is given up. Offered where the whole of each class can be read.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import { isTarget } from "../semantics/attributeWrites.js";
import { layoutOf } from "../semantics/fieldReads.js";
import type { ClassInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type Getter, isDocstring, type SchemaClass } from "../semantics/schemaClasses.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { assignment, fits, type Place, tallTuple, tuple } from "./lineWidth.js";
import { constantNameFor, structConstant } from "./moduleConstant.js";
import { inInit, type Shape, shapeOf } from "./schemaShape.js";
import { indentAt, placeOf } from "./statements.js";
import { joinEdits } from "./text.js";

const TITLE = "Decode the fields at once in __init__ (CPython)";

/** The fix for a schema class, or the reason why there is none. */
export function eagerFields(
  module: ModuleFacts,
  schema: SchemaClass,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const plan = planFor(module, schema);
  if (typeof plan === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: plan }] };
  const { own, holders } = plan;
  const classes = [own, ...holders].join(" or ");
  const fix: Fix = {
    title: TITLE,
    applicability: "unsafe",
    kind: "quickfix",
    preconditions: [
      "every buffer holds the whole record, from an int offset that is not negative, and does not change later: fields are decoded when the object is made, not when they are read",
      `nothing elsewhere inherits from ${classes}, sets other attributes on its objects, refers to them weakly, or reads what they no longer keep`,
      ...holders.map(
        (holder) =>
          `nothing tells one ${own} of a ${holder} from another by identity: each is made once, not at each reading`,
      ),
    ],
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: plan.edits,
  };
  return { fixes: [fix], refusals: [] };
}

interface Plan {
  readonly edits: readonly TextEdit[];
  /** The names of the schema class and of the classes that make its objects. */
  readonly own: string;
  readonly holders: readonly string[];
}

function planFor(module: ModuleFacts, schema: SchemaClass): Plan | string {
  const own = shapeOf(module, schema.cls);
  if (typeof own === "string") return own;
  const decoded = new Set(schema.fields.map((field) => field.getter.fn));
  if (own.getters.some((getter) => !decoded.has(getter.fn)))
    return `${schema.cls.name} has properties that do more than read a field.`;
  const layout = layoutOf(
    module,
    schema.fields.map((field) => field.read),
  );
  if (typeof layout === "string") return layout;
  const getterOfField = (position: number): Getter =>
    schema.fields.find((field) => field.read === layout.fields[position])!.getter;
  const buffers = new Set(schema.fields.map(({ getter, read }) => inInit(module, own, getter, read.buffer)));
  const offset = layout.fields[0]!.offset;
  // The first field stands where the record starts.
  const start = offset === NONE ? "0" : inInit(module, own, getterOfField(0), offset);
  const [buffer] = buffers;
  if (buffers.size !== 1 || buffer === undefined || start === undefined)
    return "The buffer and the offset are not kept as they were given to __init__.";
  const holders = holdersOf(module, schema.cls);
  if (typeof holders === "string") return holders;
  const shapes = [own, ...holders];
  const stray = strayUse(module, shapes);
  if (stray !== null) return stray;
  const wanted = constantNameFor(own.cls);
  const namesakes = module.definitions.allClasses().filter((cls) => constantNameFor(cls) === wanted);
  const call = schema.fields[0]!.read.call;
  const record = structConstant(module, call, layout.format, wanted, namesakes.indexOf(own.cls));
  if (typeof record === "string") return record;

  const names = layout.fields.map((_, position) => getterOfField(position).fn.name);
  const targets = names.map((name) => `${own.self}.${name}`);
  const decode = `${record.name}.unpack_from(${buffer}, ${start})`;
  const edits: TextEdit[] = [
    record.edit,
    writeClass(module, own, names, (place) => [assignment(place, targets, decode)]),
  ];
  for (const holder of holders) {
    const made = holder.getters.map(
      (getter) => `${holder.self}.${getter.fn.name} = ${callInInit(module, holder, getter)}`,
    );
    const slots = holder.getters.map((getter) => getter.fn.name);
    edits.push(writeClass(module, holder, slots, () => made));
  }
  return { edits: joinEdits(edits), own: own.cls.name, holders: holders.map((holder) => holder.cls.name) };
}

/** The classes whose properties make objects of the class: all of them must be readable too. */
function holdersOf(module: ModuleFacts, made: ClassInfo): Shape[] | string {
  const { tree, index, values, definitions } = module;
  const owners = new Set<ClassInfo>();
  for (const call of index.all(Kind.call)) {
    const callee = values.of(tree.childByField(call, Field.function));
    if (callee?.kind !== "class" || callee.cls !== made) continue;
    const fn = definitions.functionAround(call);
    if (fn?.decoration === "property" && fn.owner !== null) owners.add(fn.owner);
  }
  const shapes: Shape[] = [];
  for (const owner of owners) {
    const shape = shapeOf(module, owner);
    if (typeof shape === "string") return shape;
    const makesOnly = shape.getters.every((getter) => {
      const callee =
        tree.kind[getter.value] === Kind.call ? values.of(tree.childByField(getter.value, Field.function)) : undefined;
      return callee?.kind === "class" && callee.cls === made && callInInit(module, shape, getter) !== undefined;
    });
    if (!makesOnly) return `${owner.name} has properties that do more than make a ${made.name}.`;
    shapes.push(shape);
  }
  return shapes;
}

/** `Point(self.buf, self.offset + 8)` as `__init__` can write it, or undefined. */
function callInInit(module: ModuleFacts, shape: Shape, getter: Getter): string | undefined {
  const { tree } = module;
  const callee = tree.childByField(getter.value, Field.function);
  const list = tree.childByField(getter.value, Field.arguments);
  if (tree.kind[callee] !== Kind.identifier || tree.kind[list] !== Kind.argument_list) return undefined;
  const name = tree.textOf(callee);
  if (name === shape.self || shape.parameters.includes(name)) return undefined;
  const values = tree.namedChildren(list).map((argument) => {
    if (tree.kind[argument] !== Kind.keyword_argument) return inInit(module, shape, getter, argument);
    const value = inInit(module, shape, getter, tree.childByField(argument, Field.value));
    return value === undefined ? undefined : `${tree.textOf(tree.childByField(argument, Field.name))}=${value}`;
  });
  return values.includes(undefined) ? undefined : `${name}(${values.join(", ")})`;
}

/** Somebody outside the classes uses an object as only one with a `__dict__` or the old attributes can be used. */
function strayUse(module: ModuleFacts, shapes: readonly Shape[]): string | null {
  const { tree, values } = module;
  const classes = new Set(shapes.map((shape) => shape.cls));
  const dropped = new Set(["__dict__", ...shapes.flatMap((shape) => [...shape.parameterOf.keys()])]);
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] !== Kind.attribute) continue;
    const owner = module.definitions.functionAround(node)?.owner;
    if (owner !== undefined && owner !== null && classes.has(owner)) continue;
    const name = tree.textOf(tree.childByField(node, Field.attribute));
    const object = values.of(tree.childByField(node, Field.object));
    const isOurs = object?.kind === "instance" && object.cls !== null && classes.has(object.cls);
    if (isOurs && isTarget(tree, node)) return `The attribute ${name} is set at line ${module.lineNumber(node)}.`;
    if (dropped.has(name) && (isOurs || object === undefined))
      return `The attribute ${name} is read at line ${module.lineNumber(node)} too.`;
  }
  return null;
}

/** The class with slots in the place of its properties, and an `__init__` that fills them. */
function writeClass(
  module: ModuleFacts,
  shape: Shape,
  slots: readonly string[],
  assignments: (place: Place) => string[],
): TextEdit {
  const { tree, lines } = module;
  const { node } = shape.cls;
  const body = tree.childByField(node, Field.body);
  const initBody = tree.childByField(shape.init.node, Field.body);
  const place = placeOf(module, tree.firstNamed(body));
  const inner = place.indent;
  const deeper = indentAt(tree, lines, tree.firstNamed(initBody));
  const init = { ...place, indent: deeper.length > inner.length ? deeper : inner + place.unit };
  const textUpTo = (start: Node, end: Node): string =>
    tree.textBetween(tree.startOf(start), tree.startOf(end)).trimEnd();
  const written = [
    textUpTo(node, body),
    ...shape.kept.flatMap((member) => [`${inner}${tree.textOf(member)}`, ...(isDocstring(module, member) ? [""] : [])]),
    ...shape.getters.flatMap(({ fn }) => annotationOf(module, fn.node).map((type) => `${inner}${fn.name}: ${type}`)),
    `${inner}__slots__ = ${slotsIn(place, slots)}`,
    "",
    `${inner}${textUpTo(shape.init.node, initBody)}`,
    ...assignments(init).map((line) => `${init.indent}${line}`),
  ];
  return { span: module.spanOf(node), newText: written.join(place.ending) };
}

function slotsIn(place: Place, slots: readonly string[]): string {
  const names = slots.map((slot) => `"${slot}"`);
  return fits(place, "", `__slots__ = ${tuple(names)}`) ? tuple(names) : tallTuple(place, "", names);
}

/** What a property says it returns, as a list of one or none. */
function annotationOf(module: ModuleFacts, definition: Node): string[] {
  const annotation = module.tree.childByField(definition, Field.return_type);
  return annotation === NONE ? [] : [module.tree.textOf(annotation)];
}
