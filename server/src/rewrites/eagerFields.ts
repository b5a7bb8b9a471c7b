/**
 * Decodes the fields of a schema class at once in `__init__`, with `__slots__`; classes whose properties make such objects make them in
 * `__init__` too. Laziness is given up. Offered where the whole of each class can be read.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import { layoutOf } from "../semantics/fieldReads.js";
import { parametersOf } from "../semantics/functions.js";
import type { ClassInfo, FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type Getter, getterOf, isDocstring, type SchemaClass } from "../semantics/schemaClasses.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { freshName, insertBeforeStatement } from "./moduleConstant.js";
import { hasComment, indentAt, indentUnit, lineEnding } from "./statements.js";
import { joinEdits } from "./text.js";

const TITLE = "Decode the fields at once in __init__ (CPython)";

/** The fix for a schema class, or the reason why there is none. */
export function eagerFields(
  module: ModuleFacts,
  schema: SchemaClass,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const result = plan(module, schema);
  if (typeof result === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: result }] };
  return {
    fixes: [
      {
        title: TITLE,
        applicability: "unsafe",
        kind: "quickfix",
        preconditions: [
          "every buffer holds the whole record and does not change later: fields are decoded when the object is made, not when they are read",
          `nothing outside this module subclasses ${result.classes.join(" or ")}, sets other attributes on its objects or reads those that are no longer kept`,
        ],
        effect: effect.text,
        slowsDown: effect.slowsDown,
        edits: result.edits,
      },
    ],
    refusals: [],
  };
}

function plan(module: ModuleFacts, schema: SchemaClass): { edits: TextEdit[]; classes: string[] } | string {
  const { tree } = module;
  const own = readShape(module, schema.cls);
  if (typeof own === "string") return own;
  const decoded = new Set(schema.fields.map((field) => field.getter.fn));
  if (own.getters.some((getter) => !decoded.has(getter.fn)))
    return `${schema.cls.name} has properties that do more than read a field.`;
  const layout = layoutOf(
    module,
    schema.fields.map((field) => field.read),
  );
  if (typeof layout === "string") return layout;
  const buffers = new Set(schema.fields.map((field) => tree.textOf(field.read.buffer)));
  const buffer = buffers.size === 1 ? own.parameterOf.get([...buffers][0]!) : undefined;
  const base = layout.base === "" ? "" : own.parameterOf.get(layout.base);
  if (buffer === undefined || base === undefined)
    return "The buffer and the offset are not kept as they were given to __init__.";
  const holders = holdersOf(module, schema.cls);
  if (typeof holders === "string") return holders;
  const shapes = [own, ...holders];
  const stray = strayUse(module, shapes);
  if (stray !== null) return stray;

  const callee = tree.childByField(schema.fields[0]!.read.call, Field.function);
  if (tree.kind[callee] !== Kind.attribute) return "The module struct is not imported under a name of its own.";
  const record = freshName(module, schema.cls.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase());
  const offset = base === "" ? String(layout.start) : layout.start === 0 ? base : `${base} + ${layout.start}`;
  const names = layout.fields.map((read) => schema.fields.find((field) => field.read === read)!.getter.fn.name);
  const decode = `${names.map((name) => `${own.self}.${name}`).join(", ")} = ${record}.unpack_from(${buffer}, ${offset})`;
  const struct = tree.textOf(tree.childByField(callee, Field.object));
  const edits: TextEdit[] = [
    insertBeforeStatement(module, schema.cls.node, `${record} = ${struct}.Struct("${layout.format}")`),
    { span: module.spanOf(schema.cls.node), newText: writeClass(module, own, names, [decode]) },
  ];
  for (const holder of holders) {
    const lines = holder.getters.map(
      (getter) => `${holder.self}.${getter.fn.name} = ${withParameters(module, getter.value, holder)}`,
    );
    edits.push({
      span: module.spanOf(holder.cls.node),
      newText: writeClass(
        module,
        holder,
        holder.getters.map((getter) => getter.fn.name),
        lines,
      ),
    });
  }
  return {
    edits: joinEdits(edits),
    classes: shapes.map((shape) => shape.cls.name),
  };
}

/** A class of nothing but a docstring, constants, an `__init__` that keeps its arguments, and properties that return an expression. */
interface Shape {
  readonly cls: ClassInfo;
  readonly init: FunctionInfo;
  /** The name of the first parameter. */
  readonly self: string;
  /** From `self.buf` to the parameter that it keeps. */
  readonly parameterOf: ReadonlyMap<string, string>;
  readonly getters: readonly Getter[];
  /** Docstring and constants, as they are. */
  readonly kept: readonly Node[];
}

function readShape(module: ModuleFacts, cls: ClassInfo): Shape | string {
  const { tree, definitions } = module;
  const other = `${cls.name} has members other than __init__ and properties that return an expression.`;
  if (tree.childByField(cls.node, Field.superclasses) !== NONE) return `${cls.name} has base classes.`;
  if (tree.kind[tree.parent[cls.node]!] !== Kind.module)
    return `${cls.name} is decorated or does not stand at module level.`;
  if (hasComment(tree, module.spanOf(cls.node))) return `${cls.name} has comments, and they would be lost.`;
  const getters: Getter[] = [];
  const kept: Node[] = [];
  let init: FunctionInfo | undefined;
  for (const member of tree.namedChildren(tree.childByField(cls.node, Field.body))) {
    const definition =
      tree.kind[member] === Kind.decorated_definition ? tree.childByField(member, Field.definition) : member;
    if (tree.kind[definition] === Kind.function_definition) {
      const fn = definitions.functionAt(definition);
      const getter = getterOf(module, fn);
      if (getter !== undefined) getters.push(getter);
      else if (fn.name === "__init__" && fn.decoration === "plain") init = fn;
      else return other;
    } else if (isDocstring(module, member) || isConstant(module, member)) {
      kept.push(member);
    } else {
      return other;
    }
  }
  if (init === undefined) return `${cls.name} has no __init__ of its own.`;
  const parameterOf = keptArguments(module, init);
  const self = parametersOf(tree, init.node)[0]?.name;
  if (parameterOf === undefined || self === undefined)
    return `The __init__ of ${cls.name} does more than keep its arguments.`;
  return { cls, init, self, parameterOf, getters, kept };
}

function isConstant(module: ModuleFacts, member: Node): boolean {
  const { tree } = module;
  const assignment = tree.kind[member] === Kind.expression_statement ? tree.firstNamed(member) : NONE;
  if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return false;
  const target = tree.childByField(assignment, Field.left);
  return tree.kind[target] === Kind.identifier && tree.textOf(target) !== "__slots__";
}

function keptArguments(module: ModuleFacts, init: FunctionInfo): Map<string, string> | undefined {
  const { tree } = module;
  const parameters = parametersOf(tree, init.node);
  const self = parameters[0]?.name;
  const names = new Set(parameters.slice(1).map((parameter) => parameter.name));
  const kept = new Map<string, string>();
  for (const statement of tree.namedChildren(tree.childByField(init.node, Field.body))) {
    if (isDocstring(module, statement)) return undefined;
    const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return undefined;
    const left = tree.childByField(assignment, Field.left);
    const right = tree.childByField(assignment, Field.right);
    if (tree.kind[left] !== Kind.attribute || tree.textOf(tree.childByField(left, Field.object)) !== self)
      return undefined;
    if (right === NONE || tree.kind[right] !== Kind.identifier || !names.has(tree.textOf(right))) return undefined;
    kept.set(tree.textOf(left), tree.textOf(right));
  }
  return kept;
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
    const shape = readShape(module, owner);
    if (typeof shape === "string") return shape;
    const makesOnly = shape.getters.every((getter) => {
      const callee =
        tree.kind[getter.value] === Kind.call ? values.of(tree.childByField(getter.value, Field.function)) : undefined;
      return callee?.kind === "class" && callee.cls === made && readsOnlyArguments(module, getter.value, shape);
    });
    if (!makesOnly) return `${owner.name} has properties that do more than make a ${made.name}.`;
    shapes.push(shape);
  }
  return shapes;
}

/** `self` stands in the expression only as part of attributes that keep an argument. */
function readsOnlyArguments(module: ModuleFacts, expression: Node, shape: Shape): boolean {
  const { tree } = module;
  for (let node = expression; node < tree.next[expression]!; node++) {
    if (tree.kind[node] !== Kind.identifier || tree.textOf(node) !== "self") continue;
    const parent = tree.parent[node]!;
    if (
      tree.kind[parent] !== Kind.attribute ||
      tree.field[node] !== Field.object ||
      !shape.parameterOf.has(tree.textOf(parent))
    )
      return false;
  }
  return true;
}

/** The expression with `self.buf` replaced by the parameter that it keeps. */
function withParameters(module: ModuleFacts, expression: Node, shape: Shape): string {
  let text = module.tree.textOf(expression);
  for (const [attribute, parameter] of shape.parameterOf) {
    text = text.replace(new RegExp(`\\b${attribute.replaceAll(".", "\\.")}\\b`, "g"), parameter);
  }
  return text;
}

/** Somebody outside the classes reads an attribute that is no longer kept, on an object that may be one of theirs. */
function strayUse(module: ModuleFacts, shapes: readonly Shape[]): string | null {
  const { tree, values } = module;
  const classes = new Set(shapes.map((shape) => shape.cls));
  const dropped = new Set(
    shapes.flatMap((shape) =>
      [...shape.parameterOf.keys()].map((attribute) => attribute.slice(attribute.indexOf(".") + 1)),
    ),
  );
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] !== Kind.attribute) continue;
    const name = tree.textOf(tree.childByField(node, Field.attribute));
    if (!dropped.has(name)) continue;
    const owner = module.definitions.functionAround(node)?.owner;
    if (owner !== undefined && owner !== null && classes.has(owner)) continue;
    const object = values.of(tree.childByField(node, Field.object));
    const elsewhere =
      object !== undefined && !(object.kind === "instance" && (object.cls === null || classes.has(object.cls)));
    const builtin = object?.kind === "instance" && object.cls === null;
    if (!elsewhere && !builtin) return `The attribute ${name} is read at line ${module.lineNumber(node)} too.`;
  }
  return null;
}

function writeClass(
  module: ModuleFacts,
  shape: Shape,
  slots: readonly string[],
  assignments: readonly string[],
): string {
  const { tree, lines } = module;
  const ending = lineEnding(tree.text);
  const outer = indentAt(tree, lines, shape.cls.node);
  const unit = indentUnit(tree, lines);
  const inner = outer + unit;
  const body = tree.childByField(shape.cls.node, Field.body);
  const head = tree.text.slice(tree.start[shape.cls.node]!, tree.start[body]!).trimEnd();
  const initHead = tree.text
    .slice(tree.start[shape.init.node]!, tree.start[tree.childByField(shape.init.node, Field.body)]!)
    .trimEnd();
  const written = [
    ...shape.kept.map((member) => `${inner}${tree.textOf(member)}`),
    `${inner}__slots__ = (${slots.map((slot) => `"${slot}"`).join(", ")}${slots.length === 1 ? "," : ""})`,
    "",
    `${inner}${initHead}`,
    ...assignments.map((assignment) => `${inner}${unit}${assignment}`),
  ];
  return [head, ...written].join(ending);
}
