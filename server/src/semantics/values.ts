/**
 * What an expression stands for: an imported or builtin name, a function or class of this module, or a value of a known type.
 * Everything that is not certain is undefined; rules then say nothing.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { annotationType } from "./annotations.js";
import type { AttributeWrite } from "./attributeWrites.js";
import { BindingValues } from "./bindingValues.js";
import { BUILTINS, returnTypeOf } from "./builtins.js";
import { externalResult } from "./callResults.js";
import { mayFallThrough } from "./flow.js";
import type { Definitions } from "./functions.js";
import type { ModuleName } from "./imports.js";
import { Members } from "./members.js";
import {
  type ClassInfo,
  type External,
  type FunctionInfo,
  type Instance,
  instance,
  instanceOf,
  join,
  reachedThrough,
  type Value,
} from "./model.js";
import { binaryType, comparesToBool, unaryType } from "./operators.js";
import { referencesTo } from "./references.js";
import type { Rows } from "./rows.js";
import { type Binding, isShared, keyOf, lookup } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";
import { Memo, Sources, type Tracker } from "./tracking.js";

/** Resolves expressions of one module. Answers are kept, so that asking twice costs nothing. */
export class Values {
  private readonly known: Memo<Node, Value | undefined>;
  private readonly bindings: BindingValues;
  private readonly returns: Memo<FunctionInfo, Instance | undefined>;
  private readonly members: Members;
  private readonly names: Sources;

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    definitions: Definitions,
    moduleName: ModuleName | null,
    tracker: Tracker,
  ) {
    this.members = new Members(tree, scopes, definitions, this, tracker);
    this.known = new Memo(tracker, (node) => this.resolve(node), { home: (node) => node, weight: 1 });
    this.bindings = new BindingValues(tree, scopes, definitions, this, moduleName, tracker);
    this.returns = new Memo(tracker, (fn) => this.resolveReturnType(fn), {
      home: (fn) => fn.node,
      // A function that calls itself returns what it says.
      whenCyclic: (fn) => this.annotatedReturn(fn),
    });
    this.names = new Sources(tracker);
  }

  /** Takes in the rows of a part. */
  learn(rows: Rows): void {
    this.members.learn(rows);
    this.dropNamesIn(rows);
  }

  /** Takes rows out again, while the tree still has them. */
  forget(rows: Rows): void {
    this.members.forget(rows);
    this.dropNamesIn(rows);
  }

  /** Looks again, after a change, at what depends on all classes. */
  follow(): void {
    this.members.follow();
  }

  /** What an expression stands for, or undefined. */
  of(expression: Node): Value | undefined {
    return expression === NONE ? undefined : this.known.get(expression);
  }

  /** The type of an expression's value, or undefined. */
  typeOf(expression: Node): Instance | undefined {
    const value = this.of(expression);
    return value?.kind === "instance" ? value : undefined;
  }

  /** The binding that an identifier refers to, or undefined for builtins and unknown names. */
  bindingOf(identifier: Node): Binding | undefined {
    return lookup(this.scopes, this.scopes.at(identifier), this.tree.textOf(identifier));
  }

  /** The identifiers that mean the binding, those that bind it included. */
  referencesTo(binding: Binding): Node[] {
    if (isShared(binding.scope)) this.names.read(binding.name);
    return referencesTo(this.tree, this.scopes, binding);
  }

  /** Forgets what depends on where a name stands that stands in these rows. */
  private dropNamesIn({ from, to }: Rows): void {
    const { tree, names } = this;
    if (names.isEmpty) return;
    for (let node = from; node < to && !names.isEmpty; node++) {
      if (tree.kind[node] === Kind.identifier) names.drop(tree.textOf(node));
    }
  }

  /** True when the name means the builtin of that name at this node: nothing in the module binds or replaces it. */
  isBuiltin(name: string, at: Node): boolean {
    return (
      BUILTINS.has(name) &&
      !this.scopes.hasStarImport &&
      lookup(this.scopes, this.scopes.at(at), name) === undefined &&
      !this.members.isReplaced("builtins", name)
    );
  }

  /** The function that a member of a class of this module is; see `Members`. */
  memberOf(cls: ClassInfo, name: string, exact = true): FunctionInfo | undefined {
    return this.members.functionOf(cls, name, exact);
  }

  /** The class and its bases in the order in which members are looked up; see `Members`. */
  mro(cls: ClassInfo): readonly (ClassInfo | undefined)[] {
    return this.members.mro(cls);
  }

  /** What the bases of a class stand for, `object` left out; undefined for a base that is not known. */
  basesOf(cls: ClassInfo): readonly (Value | undefined)[] {
    return this.members.baseValues(cls);
  }

  /** False for classes whose call may give something else than an instance; see `Members`. */
  makesInstances(cls: ClassInfo): boolean {
    return this.members.makesInstances(cls);
  }

  /** The assignments to an attribute of objects that may be of the class; see `Members`. */
  writesTo(cls: ClassInfo, key: string): readonly AttributeWrite[] {
    return this.members.writesTo(cls, key);
  }

  /** The property of a class of this module that an attribute reads, or undefined. */
  getterOf(attribute: Node): FunctionInfo | undefined {
    const { tree } = this;
    const object = this.typeOf(tree.childByField(attribute, Field.object));
    const name = tree.childByField(attribute, Field.attribute);
    if (object === undefined || object.cls === null || name === NONE) return undefined;
    const member = this.memberOf(object.cls, keyOf(this.scopes.at(attribute), tree.textOf(name)), object.exact);
    return member?.decoration === "property" ? member : undefined;
  }

  /** The value that a name always has, or undefined; see `BindingValues`. */
  valueOfBinding(binding: Binding): Value | undefined {
    return this.bindings.of(binding);
  }

  /** The type of a name after `name += value`; see `BindingValues`. */
  augmentedType(before: Instance | undefined, assignment: Node): Instance | undefined {
    return this.bindings.augmentedType(before, assignment);
  }

  /** The type that the annotation of an assignment names; see `BindingValues`. */
  annotated(assignment: Node): Instance | undefined {
    return this.bindings.annotated(assignment);
  }

  /** An attribute of something imported or of a value of a builtin type, unless the module replaces it. */
  external(owner: string, attribute: string, certain = true, ofValue = false): External | undefined {
    if (this.members.isReplaced(owner, attribute)) return undefined;
    return { kind: "external", name: `${owner}.${attribute}`, certain, ofValue };
  }

  private resolve(node: Node): Value | undefined {
    const { tree } = this;
    switch (tree.kind[node]) {
      case Kind.identifier:
        return this.resolveName(node);
      case Kind.attribute:
        return this.resolveAttribute(node);
      case Kind.call:
        return this.resolveCall(node);
      case Kind.parenthesized_expression:
        return this.of(tree.firstNamed(node));
      case Kind.named_expression:
        return this.of(tree.childByField(node, Field.value));
      case Kind.integer:
        return instance(/[jJ]$/.test(tree.textOf(node)) ? "complex" : "int");
      case Kind.float:
        return instance(/[jJ]$/.test(tree.textOf(node)) ? "complex" : "float");
      case Kind.true:
      case Kind.false:
        return instance("bool");
      case Kind.none:
        return instance("None");
      case Kind.string:
        return stringType(tree, node);
      case Kind.concatenated_string: {
        const first = tree.firstNamed(node);
        return first === NONE ? undefined : stringType(tree, first);
      }
      case Kind.list:
        return this.container("list", node);
      case Kind.tuple:
      case Kind.expression_list:
        return this.container("tuple", node);
      case Kind.set:
        return this.container("set", node);
      case Kind.dictionary:
      case Kind.dictionary_comprehension:
        return instance("dict");
      case Kind.list_comprehension:
        return instance("list", true, this.typeOf(tree.childByField(node, Field.body)) ?? null);
      case Kind.set_comprehension:
        return instance("set");
      case Kind.generator_expression:
        return instance("generator", true, this.typeOf(tree.childByField(node, Field.body)) ?? null);
      case Kind.comparison_operator:
        return this.comparisonType(node);
      case Kind.not_operator:
        return instance("bool");
      case Kind.unary_operator:
        return unaryType(this.textOfField(node, Field.operator), this.typeOf(tree.childByField(node, Field.argument)));
      case Kind.binary_operator:
        return binaryType(
          this.typeOf(tree.childByField(node, Field.left)),
          this.textOfField(node, Field.operator),
          this.typeOf(tree.childByField(node, Field.right)),
        );
      case Kind.boolean_operator:
        return join(
          this.typeOf(tree.childByField(node, Field.left)),
          this.typeOf(tree.childByField(node, Field.right)),
        );
      case Kind.conditional_expression: {
        const [yes, , no] = tree.namedChildren(node);
        if (yes === undefined || no === undefined) return undefined;
        return join(this.typeOf(yes), this.typeOf(no));
      }
      case Kind.subscript:
        return this.subscriptType(node);
      default:
        return undefined;
    }
  }

  private textOfField(node: Node, field: Field): string {
    const child = this.tree.childByField(node, field);
    return child === NONE ? "" : this.tree.textOf(child);
  }

  private resolveName(node: Node): Value | undefined {
    const binding = this.bindingOf(node);
    if (binding !== undefined) return this.bindings.read(binding);
    const name = this.tree.textOf(node);
    if (this.scopes.hasStarImport || !BUILTINS.has(name)) return undefined;
    return this.external("builtins", name);
  }

  /** The type of the items of an iterable, or undefined. */
  elementOf(iterable: Node): Instance | undefined {
    const type = this.typeOf(iterable);
    if (type === undefined) return undefined;
    switch (type.type) {
      case "range":
      case "bytes":
      case "bytearray":
        return instance("int");
      case "str":
      case "io.TextIOWrapper":
        return instance("str", type.certain);
      case "io.BufferedReader":
        return instance("bytes", type.certain);
      default:
        return type.element ?? undefined;
    }
  }

  private resolveAttribute(node: Node): Value | undefined {
    const { tree } = this;
    const name = tree.childByField(node, Field.attribute);
    const object = tree.childByField(node, Field.object);
    if (name === NONE || object === NONE) return undefined;
    const value = this.of(object);
    if (value === undefined) return undefined;
    const attribute = tree.textOf(name);
    switch (value.kind) {
      case "external":
        if (!value.ofValue) return this.external(value.name, attribute, value.certain);
        return isResult(value) ? this.external(value.name, attribute, value.certain, true) : undefined;
      case "class": {
        const key = keyOf(this.scopes.at(node), attribute);
        const member = this.members.functionOf(value.cls, key, value.exact);
        if (member !== undefined) {
          // A property of the class itself is the property object.
          if (member.decoration === "property") return undefined;
          return { kind: "function", fn: member, bound: member.decoration === "class" };
        }
        return this.members.attributeOf(value.cls, key);
      }
      case "instance": {
        if (value.cls === null)
          // What is None now gets its attributes from a value that the text does not show.
          return value.type === "None" ? undefined : this.external(value.type, attribute, value.certain, true);
        const getter = this.getterOf(node);
        if (getter !== undefined) return reachedThrough(this.returnType(getter), value.certain);
        const key = keyOf(this.scopes.at(node), attribute);
        const member = this.memberOf(value.cls, key, value.exact);
        if (member !== undefined) return { kind: "function", fn: member, bound: member.decoration !== "static" };
        return reachedThrough(this.members.attributeOf(value.cls, key), value.certain);
      }
      default:
        return undefined;
    }
  }

  private resolveCall(node: Node): Value | undefined {
    const name = this.tree.childByField(node, Field.function);
    const callee = this.of(name);
    switch (callee?.kind) {
      case "external":
        return externalResult(this.tree, this, node, callee.name, callee.certain) ?? resultOf(callee);
      case "class":
        if (!this.members.makesInstances(callee.cls)) return undefined;
        return instanceOf(callee.cls, { certain: true, exact: callee.exact });
      case "function":
        if (callee.fn.decoration === "unknown" || callee.fn.decoration === "property") return undefined;
        if (callee.fn.isGenerator)
          return callee.fn.isAsync ? undefined : instance("generator", this.isOfCertainObject(name));
        return reachedThrough(this.returnType(callee.fn), this.isOfCertainObject(name));
      default:
        return undefined;
    }
  }

  /** False for a method of an object whose class is known from an annotation only. */
  private isOfCertainObject(callee: Node): boolean {
    const { tree } = this;
    if (tree.kind[callee] !== Kind.attribute) return true;
    return this.typeOf(tree.childByField(callee, Field.object))?.certain !== false;
  }

  /** The type that every `return` of a function of this module agrees on. */
  private returnType(fn: FunctionInfo): Instance | undefined {
    return this.returns.get(fn);
  }

  private resolveReturnType(fn: FunctionInfo): Instance | undefined {
    const { tree } = this;
    if (fn.isAsync || fn.isGenerator || fn.decoration === "unknown") return undefined;
    let joined: Instance | undefined;
    let any = false;
    const body = tree.childByField(fn.node, Field.body);
    for (let node = body; body !== NONE && node < tree.next[body]!; node++) {
      const kind = tree.kind[node];
      if (kind === Kind.function_definition || kind === Kind.class_definition || kind === Kind.lambda) {
        node = tree.next[node]! - 1;
        continue;
      }
      if (kind !== Kind.return_statement) continue;
      const value = tree.firstNamed(node);
      const type = value === NONE ? instance("None") : this.typeOf(value);
      joined = any ? join(joined, type) : type;
      any = true;
      if (joined === undefined) break;
    }
    if (any && mayFallThrough(tree, body)) joined = join(joined, instance("None"));
    return joined ?? this.annotatedReturn(fn);
  }

  private annotatedReturn(fn: FunctionInfo): Instance | undefined {
    if (fn.isAsync || fn.isGenerator || fn.decoration === "unknown") return undefined;
    const annotation = this.tree.childByField(fn.node, Field.return_type);
    return annotation === NONE ? undefined : annotationType(this.tree, this, this.tree.firstNamed(annotation));
  }

  private container(type: string, node: Node): Instance {
    let element: Instance | undefined;
    for (const [position, item] of this.tree.namedChildren(node).entries()) {
      const itemType = this.typeOf(item);
      element = position === 0 ? itemType : join(element, itemType);
      if (element === undefined) break;
    }
    return instance(type, true, element ?? null);
  }

  private comparisonType(node: Node): Instance | undefined {
    const { tree } = this;
    for (let part = tree.firstNamed(node); part !== NONE; part = tree.nextNamed(part)) {
      if (tree.field[part] === Field.operators) continue;
      if (!comparesToBool(this.typeOf(part))) return this.isIdentityTest(node) ? instance("bool") : undefined;
    }
    return instance("bool");
  }

  /** `==` and `<` of arrays give arrays; identity and membership always give a bool. */
  private isIdentityTest(comparison: Node): boolean {
    const operators = this.tree.childrenByField(comparison, Field.operators);
    return operators.every((operator) => /^(is|in|not)\b/.test(this.tree.textOf(operator)));
  }

  private subscriptType(node: Node): Instance | undefined {
    const { tree } = this;
    const value = this.typeOf(tree.childByField(node, Field.value));
    if (value === undefined) return undefined;
    const index = tree.childByField(node, Field.subscript);
    const isSlice = index !== NONE && tree.kind[index] === Kind.slice;
    if (isSlice) return /^(str|bytes|bytearray|list|tuple)$/.test(value.type) ? value : undefined;
    if (value.type === "str") return instance("str", value.certain);
    if (value.type === "bytes" || value.type === "bytearray") return instance("int", value.certain);
    return /^(list|tuple)$/.test(value.type) ? (value.element ?? undefined) : undefined;
  }
}

function stringType(tree: Tree, node: Node): Instance {
  const opening = tree.firstNamed(node);
  const prefix = opening === NONE ? "" : tree.textOf(opening).toLowerCase();
  return instance(/^[a-z]*b/.test(prefix) && !prefix.startsWith("'") ? "bytes" : "str");
}

/** What a call of something imported gives, where nothing is known of it but how it was got: `pkg.Row()`. */
function resultOf(callee: External): External | undefined {
  if (callee.ofValue || isResult(callee) || callee.name.startsWith("builtins.")) return undefined;
  if (returnTypeOf(callee.name) !== undefined) return undefined;
  return { kind: "external", name: `${callee.name}()`, certain: callee.certain, ofValue: true };
}

function isResult({ name }: External): boolean {
  return name.endsWith("()");
}
