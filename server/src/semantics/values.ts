/**
 * What an expression stands for: an imported or builtin name, a function or class of this module, or a value of a known type.
 * Everything that is not certain is undefined; rules then say nothing.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { BUILTINS, fileTypeOfMode, returnTypeOf } from "./builtins.js";
import { type Definitions, parametersOf } from "./functions.js";
import { type ClassInfo, type FunctionInfo, type Instance, instance, join, type Value } from "./model.js";
import { type Binding, type BindingSite, lookup, type Scope, type ScopeTable, scopeOf } from "./scopes.js";

/** Resolves expressions of one module. Answers are kept, so that asking twice costs nothing. */
export class Values {
  private readonly known = new Map<Node, Value | undefined>();
  private readonly bindings = new Map<Binding, Value | undefined>();
  private readonly attributes = new Map<ClassInfo, Map<string, Value | undefined>>();
  private readonly returns = new Map<FunctionInfo, Instance | undefined>();

  constructor(
    private readonly tree: Tree,
    private readonly scopes: ScopeTable,
    private readonly definitions: Definitions,
  ) {}

  /** What an expression stands for, or undefined. */
  of(expression: Node): Value | undefined {
    if (expression === NONE) return undefined;
    if (this.known.has(expression)) return this.known.get(expression);
    this.known.set(expression, undefined); // A cycle is unknown.
    const value = this.resolve(expression);
    this.known.set(expression, value);
    return value;
  }

  /** The type of an expression's value, or undefined. */
  typeOf(expression: Node): Instance | undefined {
    const value = this.of(expression);
    return value?.kind === "instance" ? value : undefined;
  }

  /** The binding that an identifier refers to, or undefined for builtins and unknown names. */
  bindingOf(identifier: Node): Binding | undefined {
    return lookup(this.scopes, scopeOf(this.tree, this.scopes, identifier), this.tree.textOf(identifier));
  }

  /** True when the name means the builtin of that name at this node: nothing in the module binds it. */
  isBuiltin(name: string, at: Node): boolean {
    return (
      BUILTINS.has(name) &&
      !this.scopes.hasStarImport &&
      lookup(this.scopes, scopeOf(this.tree, this.scopes, at), name) === undefined
    );
  }

  /** A member of a class of this module: its own, or one of a base class that is in this module too. */
  memberOf(cls: ClassInfo, name: string): FunctionInfo | undefined {
    for (const candidate of this.mro(cls)) {
      if (candidate === undefined) return undefined;
      const binding = candidate.scope.bindings.get(name);
      if (binding === undefined) continue;
      const site = onlySite(binding);
      return site?.kind === "function" ? this.definitions.functionAt(site.by) : undefined;
    }
    return undefined;
  }

  /** The class, then its bases that are classes of this module, depth first; `undefined` stands for a base that is not known. */
  mro(cls: ClassInfo): (ClassInfo | undefined)[] {
    const order: (ClassInfo | undefined)[] = [];
    const visit = (current: ClassInfo): void => {
      if (order.includes(current)) return;
      order.push(current);
      const bases = this.tree.childByField(current.node, Field.superclasses);
      if (bases === NONE) return;
      for (const base of this.tree.namedChildren(bases)) {
        if (this.tree.kind[base] === Kind.keyword_argument) continue;
        const value = this.of(base);
        if (value?.kind === "class") visit(value.cls);
        else if (!(value?.kind === "external" && value.name === "builtins.object")) order.push(undefined);
      }
    };
    visit(cls);
    return order;
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
        // `==` and `<` of arrays give arrays; identity and membership always give a bool.
        return /^(is|is not|in|not in)$/.test(this.operatorText(node)) ? instance("bool") : this.comparisonType(node);
      case Kind.not_operator:
        return instance("bool");
      case Kind.unary_operator:
        return this.unaryType(node);
      case Kind.binary_operator:
        return this.binaryType(node);
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

  private resolveName(node: Node): Value | undefined {
    const name = this.tree.textOf(node);
    const binding = this.bindingOf(node);
    if (binding !== undefined) return this.valueOfBinding(binding);
    if (this.scopes.hasStarImport || !BUILTINS.has(name)) return undefined;
    return { kind: "external", name: `builtins.${name}`, certain: true };
  }

  /** The value that a name always has, or undefined when its bindings differ or are not known. */
  valueOfBinding(binding: Binding): Value | undefined {
    if (this.bindings.has(binding)) return this.bindings.get(binding);
    this.bindings.set(binding, undefined);
    const value = this.resolveBinding(binding);
    this.bindings.set(binding, value);
    return value;
  }

  private resolveBinding(binding: Binding): Value | undefined {
    const only = onlySite(binding);
    if (only !== undefined) return this.valueOfSite(only, binding.scope);
    const optional = this.optionalImport(binding);
    if (optional !== undefined) return this.valueOfSite(optional, binding.scope);
    // Several bindings: known only when all of them are values of one type.
    let joined: Instance | undefined;
    for (const [position, site] of binding.sites.entries()) {
      if (site.kind === "annotation") continue;
      const value = this.valueOfSite(site, binding.scope);
      const type = value?.kind === "instance" ? value : undefined;
      joined = position === 0 ? type : join(joined, type);
      if (joined === undefined) return undefined;
    }
    return joined;
  }

  /** `try: import x` with `x = None` in the handler: the import, since code that uses it has it. */
  private optionalImport(binding: Binding): BindingSite | undefined {
    const imports = binding.sites.filter((site) => site.kind === "import");
    const others = binding.sites.filter((site) => site.kind !== "import");
    if (imports.length !== 1) return undefined;
    const allNone = others.every(
      (site) =>
        site.kind === "assignment" && this.tree.kind[this.tree.childByField(site.by, Field.right)] === Kind.none,
    );
    return allNone ? imports[0] : undefined;
  }

  private valueOfSite(site: BindingSite, scope: Scope): Value | undefined {
    const { tree } = this;
    switch (site.kind) {
      case "import":
        return this.importedValue(site);
      case "function": {
        const fn = this.definitions.functionAt(site.by);
        return { kind: "function", fn, bound: false };
      }
      case "class":
        return { kind: "class", cls: this.definitions.classAt(site.by) };
      case "assignment": {
        const left = tree.childByField(site.by, Field.left);
        if (left === site.name) {
          const right = tree.childByField(site.by, Field.right);
          return (
            this.of(tree.kind[right] === Kind.assignment ? innermostRight(tree, right) : right) ??
            this.annotated(site.by)
          );
        }
        return undefined;
      }
      case "annotation":
        return this.annotated(site.by);
      case "walrus":
        return this.of(tree.childByField(site.by, Field.value));
      case "augmented": {
        // `x += 1` keeps an int an int; the other sites say what x was.
        const right = this.typeOf(tree.childByField(site.by, Field.right));
        const operator = tree.childByField(site.by, Field.operator);
        if (right === undefined || operator === NONE) return undefined;
        return /^(\+=|-=|\*=|&=|\|=|\^=|<<=|>>=|\/\/=|%=)$/.test(tree.textOf(operator)) ? right : undefined;
      }
      case "parameter":
        return this.parameterValue(site, scope);
      case "for":
        return this.loopTargetType(site);
      case "with":
        return this.withTargetType(site);
      default:
        return undefined;
    }
  }

  private importedValue(site: BindingSite): Value | undefined {
    const { tree } = this;
    const statement = tree.parent[site.by]!;
    const aliased = tree.kind[site.by] === Kind.aliased_import;
    const nameNode = aliased ? tree.childByField(site.by, Field.name) : site.by;
    if (nameNode === NONE) return undefined;
    const imported = dotted(tree, nameNode);
    if (tree.kind[statement] === Kind.import_statement) {
      // `import a.b` binds `a`, `import a.b as c` binds `a.b`.
      return { kind: "external", name: aliased ? imported : tree.textOf(site.name), certain: true };
    }
    const moduleNode = tree.childByField(statement, Field.module_name);
    if (moduleNode === NONE) return undefined;
    return { kind: "external", name: `${dotted(tree, moduleNode)}.${imported}`, certain: true };
  }

  private annotated(assignment: Node): Instance | undefined {
    const type = this.tree.childByField(assignment, Field.type);
    return type === NONE ? undefined : this.annotationType(this.tree.firstNamed(type));
  }

  /** The type that an annotation names, never certain. Optional and union types are unknown. */
  annotationType(annotation: Node): Instance | undefined {
    const { tree } = this;
    if (annotation === NONE) return undefined;
    switch (tree.kind[annotation]) {
      case Kind.identifier:
      case Kind.attribute: {
        const value = this.of(annotation);
        if (value?.kind === "class")
          return { kind: "instance", type: value.cls.name, cls: value.cls, certain: false, element: null };
        if (value?.kind !== "external") return undefined;
        const type = annotationName(value.name);
        return type === undefined ? undefined : instance(type, false);
      }
      case Kind.generic_type: {
        const base = tree.firstNamed(annotation);
        const outer = base === NONE ? undefined : this.annotationType(base);
        const parameters = tree.childOfKind(annotation, Kind.type_parameter);
        if (outer === undefined || parameters === NONE) return outer;
        const inner = tree.namedChildren(parameters);
        if (outer.type !== "list" && outer.type !== "set") return outer;
        const element = inner.length === 1 ? this.annotationType(tree.firstNamed(inner[0]!)) : undefined;
        return instance(outer.type, false, element ?? null);
      }
      default:
        return undefined;
    }
  }

  private parameterValue(site: BindingSite, scope: Scope): Value | undefined {
    const { tree } = this;
    if (tree.kind[scope.node] !== Kind.function_definition) return undefined;
    const fn = this.definitions.functionAt(scope.node);
    const parameters = parametersOf(tree, fn.node);
    const position = parameters.findIndex((parameter) => parameter.node === site.by);
    const parameter = parameters[position];
    if (parameter === undefined) return undefined;
    if (parameter.kind === "star") return instance("tuple");
    if (parameter.kind === "double-star") return instance("dict");
    if (position === 0 && fn.owner !== null) {
      if (fn.decoration === "class") return { kind: "class", cls: fn.owner };
      if (fn.decoration === "plain" || fn.decoration === "property") {
        return { kind: "instance", type: fn.owner.name, cls: fn.owner, certain: true, element: null };
      }
    }
    return this.annotationType(parameter.annotation);
  }

  private loopTargetType(site: BindingSite): Instance | undefined {
    const { tree } = this;
    const left = tree.childByField(site.by, Field.left);
    const right = tree.childByField(site.by, Field.right);
    if (left === site.name) return this.elementOf(right);
    // `for i, x in enumerate(...)`: the counter is an int, the other is what is enumerated.
    const call = this.builtinCall(right, "enumerate");
    if (call !== NONE && (tree.kind[left] === Kind.pattern_list || tree.kind[left] === Kind.tuple_pattern)) {
      const [counter, item] = tree.namedChildren(left);
      if (counter === site.name) return instance("int");
      const iterable = tree.firstNamed(tree.childByField(call, Field.arguments));
      if (item === site.name && iterable !== NONE) return this.elementOf(iterable);
    }
    return undefined;
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

  /** `node` when it is a call of this builtin. */
  private builtinCall(node: Node, name: string): Node {
    if (this.tree.kind[node] !== Kind.call) return NONE;
    const callee = this.of(this.tree.childByField(node, Field.function));
    return callee?.kind === "external" && callee.name === `builtins.${name}` ? node : NONE;
  }

  private withTargetType(site: BindingSite): Instance | undefined {
    const { tree } = this;
    if (tree.kind[site.by] !== Kind.as_pattern) return undefined;
    const target = tree.childByField(site.by, Field.alias);
    if (target === NONE || tree.firstNamed(target) !== site.name) return undefined;
    const type = this.typeOf(tree.firstNamed(site.by));
    // Files, locks and the like return themselves; other context managers return what they like.
    return type?.type.startsWith("io.") ? type : undefined;
  }

  private resolveAttribute(node: Node): Value | undefined {
    const { tree } = this;
    const name = tree.childByField(node, Field.attribute);
    const object = tree.childByField(node, Field.object);
    if (name === NONE || object === NONE) return undefined;
    const attribute = tree.textOf(name);
    const value = this.of(object);
    switch (value?.kind) {
      case "external":
        return { kind: "external", name: `${value.name}.${attribute}`, certain: value.certain };
      case "class": {
        const member = this.memberOf(value.cls, attribute);
        if (member !== undefined) return { kind: "function", fn: member, bound: member.decoration === "class" };
        return this.attributeValue(value.cls, attribute);
      }
      case "instance": {
        if (value.cls === null) return { kind: "external", name: `${value.type}.${attribute}`, certain: value.certain };
        const member = this.memberOf(value.cls, attribute);
        if (member?.decoration === "property") return this.returnType(member);
        if (member !== undefined) return { kind: "function", fn: member, bound: member.decoration !== "static" };
        return this.attributeValue(value.cls, attribute);
      }
      default:
        return undefined;
    }
  }

  /** The value of `self.name` or of a class attribute, when every assignment in the class agrees. */
  private attributeValue(cls: ClassInfo, name: string): Value | undefined {
    let attributes = this.attributes.get(cls);
    if (attributes === undefined) {
      attributes = new Map();
      this.attributes.set(cls, attributes);
    }
    if (attributes.has(name)) return attributes.get(name);
    attributes.set(name, undefined);
    const value = this.resolveClassAttribute(cls, name);
    attributes.set(name, value);
    return value;
  }

  private resolveClassAttribute(cls: ClassInfo, name: string): Value | undefined {
    const { tree } = this;
    const found: (Value | undefined)[] = [];
    const classLevel = cls.scope.bindings.get(name);
    if (classLevel !== undefined) found.push(this.valueOfBinding(classLevel));
    for (let node = cls.node; node < tree.next[cls.node]!; node++) {
      if (tree.kind[node] !== Kind.attribute || tree.parent[node] === NONE) continue;
      const parent = tree.parent[node]!;
      const isTarget =
        tree.field[node] === Field.left &&
        (tree.kind[parent] === Kind.assignment || tree.kind[parent] === Kind.augmented_assignment);
      const inPattern = isPattern(tree.kind[parent]!);
      if (!isTarget && !inPattern) continue;
      const attribute = tree.childByField(node, Field.attribute);
      if (attribute === NONE || tree.textOf(attribute) !== name) continue;
      const object = this.of(tree.childByField(node, Field.object));
      if (object !== undefined && !(object.kind === "instance" && object.cls === cls)) continue;
      if (inPattern || tree.kind[parent] !== Kind.assignment) return undefined;
      const right = tree.childByField(parent, Field.right);
      if (right === NONE) continue;
      found.push(this.of(right) ?? this.annotated(parent));
    }
    const [first, ...rest] = found;
    if (first === undefined) return undefined;
    if (rest.length === 0) return first;
    let joined = first.kind === "instance" ? first : undefined;
    for (const other of rest) joined = join(joined, other?.kind === "instance" ? other : undefined);
    return joined;
  }

  private resolveCall(node: Node): Value | undefined {
    const { tree } = this;
    const callee = this.of(tree.childByField(node, Field.function));
    switch (callee?.kind) {
      case "external": {
        if (callee.name === "builtins.open" || callee.name === "io.open") return this.openedFile(node);
        if (callee.name === "builtins.abs" || callee.name === "builtins.min" || callee.name === "builtins.max")
          return this.sameTypeCall(node);
        const type = returnTypeOf(callee.name);
        if (type === undefined) return undefined;
        const argument = this.firstArgument(node);
        const keepsItems = /^(list|tuple|set|frozenset|reversed)$/.test(type) || callee.name === "builtins.sorted";
        const element = keepsItems && argument !== NONE ? (this.elementOf(argument) ?? null) : null;
        return instance(type, callee.certain, element);
      }
      case "class":
        return { kind: "instance", type: callee.cls.name, cls: callee.cls, certain: true, element: null };
      case "function":
        return callee.fn.isGenerator ? instance("generator") : this.returnType(callee.fn);
      default:
        return undefined;
    }
  }

  private firstArgument(call: Node): Node {
    const list = this.tree.childByField(call, Field.arguments);
    if (list === NONE || this.tree.kind[list] !== Kind.argument_list) return NONE;
    const first = this.tree.firstNamed(list);
    return first === NONE || this.tree.kind[first] === Kind.keyword_argument ? NONE : first;
  }

  /** `abs(x)`, `min(a, b)`, `max(a, b)` of numbers of one type. */
  private sameTypeCall(call: Node): Instance | undefined {
    const list = this.tree.childByField(call, Field.arguments);
    if (list === NONE || this.tree.kind[list] !== Kind.argument_list) return undefined;
    const types = this.tree.namedChildren(list).map((argument) => this.typeOf(argument));
    let joined = types[0];
    for (const type of types.slice(1)) joined = join(joined, type);
    return joined?.type === "int" || joined?.type === "float" ? joined : undefined;
  }

  private openedFile(call: Node): Instance | undefined {
    const { tree } = this;
    const list = tree.childByField(call, Field.arguments);
    if (list === NONE) return undefined;
    const parts = tree.namedChildren(list);
    const keyword = parts.find(
      (part) =>
        tree.kind[part] === Kind.keyword_argument && tree.textOf(tree.childByField(part, Field.name)) === "mode",
    );
    const mode = keyword !== undefined ? tree.childByField(keyword, Field.value) : parts[1];
    if (mode === undefined || tree.kind[mode] === Kind.keyword_argument) return instance("io.TextIOWrapper");
    if (tree.kind[mode] !== Kind.string) return undefined;
    return instance(fileTypeOfMode(tree.textOf(mode).replace(/^[rbuf]*['"]+|['"]+$/gi, "")));
  }

  /** The type that every `return` of a function of this module agrees on. */
  private returnType(fn: FunctionInfo): Instance | undefined {
    if (this.returns.has(fn)) return this.returns.get(fn);
    this.returns.set(fn, undefined);
    const type = this.resolveReturnType(fn);
    this.returns.set(fn, type);
    return type;
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
    if (joined !== undefined) return joined;
    const annotation = tree.childByField(fn.node, Field.return_type);
    return annotation === NONE ? undefined : this.annotationType(tree.firstNamed(annotation));
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

  private operatorText(node: Node): string {
    const operator = this.tree.childByField(node, Field.operators);
    return operator === NONE ? "" : this.tree.textOf(operator).replace(/\s+/g, " ");
  }

  private comparisonType(node: Node): Instance | undefined {
    const simple = /^(int|float|bool|str|bytes|None)$/;
    return this.tree.namedChildren(node).some((operand) => simple.test(this.typeOf(operand)?.type ?? "")) &&
      this.tree
        .namedChildren(node)
        .every((operand) => this.typeOf(operand) !== undefined || this.tree.isNamed(operand) === false)
      ? instance("bool")
      : undefined;
  }

  private unaryType(node: Node): Instance | undefined {
    const argument = this.typeOf(this.tree.childByField(node, Field.argument));
    if (argument === undefined || !/^(int|float|bool)$/.test(argument.type)) return undefined;
    const operator = this.tree.textOf(this.tree.childByField(node, Field.operator));
    if (operator === "~") return argument.type === "float" ? undefined : instance("int", argument.certain);
    return argument.type === "bool" ? instance("int", argument.certain) : argument;
  }

  private binaryType(node: Node): Instance | undefined {
    const { tree } = this;
    const left = this.typeOf(tree.childByField(node, Field.left));
    const right = this.typeOf(tree.childByField(node, Field.right));
    const operator = tree.textOf(tree.childByField(node, Field.operator));
    if (left === undefined || right === undefined) {
      return left?.type === "str" && operator === "%" ? instance("str", left.certain) : undefined;
    }
    const certain = left.certain && right.certain;
    if (left.type === "str" && operator === "%") return instance("str", left.certain);
    if (left.type === right.type && operator === "+" && /^(str|bytes|list|tuple)$/.test(left.type))
      return instance(left.type, certain);
    if (operator === "*" && /^(str|bytes|list|tuple)$/.test(left.type) && right.type === "int")
      return { ...left, certain };
    return arithmeticType(left.type, right.type, operator, certain);
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

/** The result type of `left OPERATOR right` for numbers. Int powers may be floats, so they are unknown. */
function arithmeticType(left: string, right: string, operator: string, certain: boolean): Instance | undefined {
  const numeric = /^(int|float|bool)$/;
  if (!numeric.test(left) || !numeric.test(right)) return undefined;
  const float = left === "float" || right === "float";
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "//":
    case "%":
      return instance(float ? "float" : "int", certain);
    case "/":
      return instance("float", certain);
    case "<<":
    case ">>":
      return float ? undefined : instance("int", certain);
    case "&":
    case "|":
    case "^":
      if (float) return undefined;
      return instance(left === "bool" && right === "bool" ? "bool" : "int", certain);
    default:
      return undefined;
  }
}

/** The builtin or qualified type that an annotation's name stands for. */
function annotationName(qualified: string): string | undefined {
  const typing: Readonly<Record<string, string>> = {
    "typing.List": "list",
    "typing.Dict": "dict",
    "typing.Set": "set",
    "typing.Tuple": "tuple",
    "typing.Text": "str",
    "typing.Pattern": "re.Pattern",
    "re.Pattern": "re.Pattern",
  };
  const known = typing[qualified];
  if (known !== undefined) return known;
  if (!qualified.startsWith("builtins.")) return undefined;
  const name = qualified.slice("builtins.".length);
  return /^(int|float|bool|str|bytes|bytearray|list|dict|set|frozenset|tuple)$/.test(name) ? name : undefined;
}

function stringType(tree: Tree, node: Node): Instance {
  const opening = tree.firstNamed(node);
  const prefix = opening === NONE ? "" : tree.textOf(opening).toLowerCase();
  return instance(/^[a-z]*b/.test(prefix) && !prefix.startsWith("'") ? "bytes" : "str");
}

function isPattern(kind: number): boolean {
  return kind === Kind.pattern_list || kind === Kind.tuple_pattern || kind === Kind.list_pattern;
}

/** The one site of a binding, or undefined when there are several or it was deleted. */
export function onlySite(binding: Binding): BindingSite | undefined {
  return binding.sites.length === 1 && !binding.rebound ? binding.sites[0] : undefined;
}

function innermostRight(tree: Tree, assignment: Node): Node {
  let node = assignment;
  while (tree.kind[node] === Kind.assignment) node = tree.childByField(node, Field.right);
  return node;
}

/** A dotted name without the spaces and line breaks that may stand in it. */
function dotted(tree: Tree, node: Node): string {
  return tree.textOf(node).replace(/[\s\\]+/g, "");
}
