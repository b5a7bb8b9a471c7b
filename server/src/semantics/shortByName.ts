/**
 * What names say about how much a loop runs: whether it goes over something that is short by its nature, or over something that comes in
 * large numbers, and whether its function is one that waits or runs seldom. Names prove nothing, so they make a finding less sure and no
 * line cold (docs/hotness.md).
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { TreeChange } from "../syntax/moduleTree.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { CallGraph } from "./calls.js";
import { PartMemo } from "./partMemo.js";
import { partsOf, type Rows } from "./rows.js";
import { onlySite } from "./scopes.js";
import { Memo, Source, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";
import type { Values } from "./values.js";

/** Settings, arguments, the parts of one object or class, folders and what is in them: last words of names in the plural. */
const SHORT =
  /(?:^|_)(?:arg|argv|kwarg|param|parameter|option|opt|setting|config|configuration|preference|flag|env|environ|field|column|col|attr|attribute|property|properties|slot|member|method|base|parent|header|cookie|cookie_?jar|style|handler|hook|plugin|extension|ext|backend|provider|middleware|command|cmd|subcommand|action|suffix|suffixes|suffice|prefix|prefixe|pattern|regex|regexe|filter|converter|validator|format|fmt|encoding|locale|language|lang|module|package|import|dir|directory|directories|dirname|folder|path|file|filename|fname|dimension|dim|axe|axis|shape|operand|branch|branche|choice|replacement|alternative|constraint|delimiter|separator|terminator|variant|variable|db|version|mode|key_?word|worker|thread|process|processe)s?$/i;

/** What texts, tables, graphs, streams and histories consist of: last words of names of many things, or of one of them. */
const LONG =
  /(?:^|_)(?:(?:line|row|record|token|tok|word|char|character|letter|byte|sentence|sent|pixel|point|pt|sample|node|edge|neighbor|neighbour|triangle|packet|chunk|observation|commit|revision|changeset)s?|numbers|vertex|vertices|splitlines|readlines|ch)$/i;

/** What gives its characters, lines or items one by one. */
const LONG_WHOLE = /(?:^|_)(?:text|source|stream|corpus|reader|fp|fh)$/i;

/** Functions named after what a loop in them goes over: `parse_options`, `get_foreign_keys`. */
const ABOUT_SHORT =
  /_(?:option|setting|argument|arg|param|parameter|preference|column|field|header|attribute|attr|property|propertie|constraint|key|index|indexe|capability|capabilitie|feature|extension|plugin|handler)s$|_(?:config|configuration|makefile|version)$/;

/** Functions that people or start-up code call, and those that write for people. */
const SELDOM =
  /^(?:_*(?:test|setup|teardown|configure|config|register|install|init_?(?:sub)?class|parse_?(?:args|arguments|options|config)|add_?(?:args|arguments|options)|load_?(?:config|settings|options)|read_?(?:config|settings)|usage|help|print|show|display|describe|report|summary|pretty|demo|main_?test|version)(?:_|$|[A-Z])|setUp|tearDown|__repr__$|__str__$|__init_subclass__$|__set_name__$|__prepare__$)/;
const TEST_CLASS = /^(?:Test[A-Z_]|_*(?:.*[a-z_])?Tests?$|.*TestCase|.*TestMixin|Test$)/;

/** Calls that wait for the network, whatever object they belong to. */
const WAITS = /^_*(?:.*_)?(?:download|urlopen|request|fetch|recv|call_api|http_get)(?:_.*)?$/;

/** Builtins that hand on what they are given. */
const HANDS_ON = /^(?:enumerate|sorted|reversed|list|tuple|set|iter|zip|dict|filter|map|product)$/;

/** The name of what a loop goes over: `fields` of `sorted(self.fields.items())`, or an empty text. */
function nameOf(tree: Tree, iterable: Node, depth = 0): string {
  if (iterable === NONE || depth > 6) return "";
  switch (tree.kind[iterable]) {
    case Kind.identifier:
      return tree.textOf(iterable);
    case Kind.attribute:
      return tree.textOf(tree.childByField(iterable, Field.attribute));
    case Kind.parenthesized_expression:
      return nameOf(tree, tree.firstNamed(iterable), depth + 1);
    case Kind.subscript:
      return nameOf(tree, tree.childByField(iterable, Field.value), depth + 1);
    case Kind.boolean_operator:
      return nameOf(tree, tree.childByField(iterable, Field.left), depth + 1);
    case Kind.call:
      return nameOfCall(tree, iterable, depth);
    default:
      return "";
  }
}

function nameOfCall(tree: Tree, call: Node, depth: number): string {
  const callee = tree.childByField(call, Field.function);
  const list = tree.childByField(call, Field.arguments);
  if (callee === NONE || list === NONE) return "";
  const first = tree.firstNamed(list);
  if (tree.kind[callee] === Kind.identifier)
    return HANDS_ON.test(tree.textOf(callee)) ? nameOf(tree, first, depth + 1) : tree.textOf(callee);
  if (tree.kind[callee] !== Kind.attribute) return "";
  const method = tree.textOf(tree.childByField(callee, Field.attribute));
  if (/^(?:items|keys|values|copy)$/.test(method) && first === NONE)
    return nameOf(tree, tree.childByField(callee, Field.object), depth + 1);
  return HANDS_ON.test(method) && tree.textOf(callee).startsWith("itertools.")
    ? nameOf(tree, first, depth + 1)
    : method;
}

/** Objects of which every attribute is a setting. */
const SETTINGS = /(?:^|\W|_)(?:options|opts|args|settings|config|conf|cfg|params)\.\w+$/;

/** Calls that take the next piece of something long; `get` of a queue, which is not asked for a key. */
const TAKES_NEXT =
  /^_*(?:.*_)?(?:read\w*|recv\w*|next\w*|pop\w*|get_?(?:next|token|line|char|nowait)\w*|accept|token\w*|send|step|peek)$/;

/** Of these, those that take it from memory or a file: what comes through the network is waited for. */
const TAKES_FROM_FILE =
  /^_*(?:.*_)?(?:read_?(?:line|row|record|token|char|byte|chunk)\w*|next_?\w*|pop|popleft|get_?token)$/;

/** What a program or a server answered, which is waited for. */
const ANSWER = /(?:^|_)(?:out|outp|output|stdout|stderr|response|resp|reply|answer)$/i;

/** What is spoken to through the network or a pipe. */
const PARTNER = /(?:^|[._])(?:sock|socket|server|client|conn|connection|pipe|proc|process|session|transport)\b/;

/** Where the system keeps what it tells about itself, as text. */
const SYSTEM_FILE = /^[rb]*["']\/(?:proc|sys|etc|dev)\//;

/** The parts of one text: `text.split(",")`, not lines or words. */
function isSplit(tree: Tree, call: Node, depth = 0): boolean {
  if (tree.kind[call] === Kind.binary_operator && depth < 6)
    return tree.namedChildren(call).some((side) => isSplit(tree, side, depth + 1));
  if (tree.kind[call] !== Kind.call) return false;
  const callee = tree.childByField(call, Field.function);
  const list = tree.childByField(call, Field.arguments);
  if (callee === NONE || list === NONE || tree.kind[callee] !== Kind.attribute) return false;
  if (!/^r?split$/.test(tree.textOf(tree.childByField(callee, Field.attribute)))) return false;
  const separator = tree.firstNamed(list);
  return separator !== NONE && !/\\n|None|sep=/.test(tree.textOf(separator));
}

/** What a name was given, if it is given a value once, else the expression itself. */
function origin(tree: Tree, values: Values, expression: Node): Node {
  if (tree.kind[expression] !== Kind.identifier) return expression;
  const binding = values.bindingOf(expression);
  const site = binding === undefined ? undefined : onlySite(binding);
  if (site?.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return expression;
  return tree.childByField(site.by, Field.right);
}

/** `enumerate(xs)` goes over `xs`. */
function withoutEnumerate(tree: Tree, iterable: Node): Node {
  if (tree.kind[iterable] !== Kind.call) return iterable;
  const callee = tree.childByField(iterable, Field.function);
  const list = tree.childByField(iterable, Field.arguments);
  if (callee === NONE || list === NONE || tree.kind[callee] !== Kind.identifier) return iterable;
  const first = tree.firstNamed(list);
  return first !== NONE && HANDS_ON.test(tree.textOf(callee)) ? first : iterable;
}

/** A loop goes over something that is short by its nature, as its name says, or tries again until something fits. */
export function isShortByName(tree: Tree, values: Values, index: TreeIndex, loop: Node): boolean {
  if (tree.kind[loop] === Kind.while_statement) return isShortWhile(tree, index, loop);
  const iterable = tree.childByField(loop, Field.right);
  if (iterable === NONE) return false;
  return (
    SHORT.test(nameOf(tree, countedIn(tree, iterable))) ||
    (tree.kind[iterable] === Kind.attribute && SETTINGS.test(tree.textOf(iterable))) ||
    isFromSystem(tree, values, iterable) ||
    isSplit(tree, origin(tree, values, withoutEnumerate(tree, iterable)))
  );
}

/** The lines of `process.stdout` or `output`, or of `open("/proc/…")`. */
function isFromSystem(tree: Tree, values: Values, iterable: Node): boolean {
  const named = withoutReading(tree, withoutEnumerate(tree, iterable));
  const whole = withoutReading(tree, origin(tree, values, named));
  if (ANSWER.test(nameOf(tree, named)) || ANSWER.test(nameOf(tree, whole))) return true;
  const from = origin(tree, values, whole);
  const list = tree.kind[from] === Kind.call ? tree.childByField(from, Field.arguments) : NONE;
  const path = list === NONE ? NONE : tree.firstNamed(list);
  return path !== NONE && tree.kind[path] === Kind.string && SYSTEM_FILE.test(tree.textOf(path));
}

/** `text` of `text.splitlines()`. */
function withoutReading(tree: Tree, iterable: Node): Node {
  if (tree.kind[iterable] !== Kind.call) return iterable;
  const callee = tree.childByField(iterable, Field.function);
  if (callee === NONE || tree.kind[callee] !== Kind.attribute) return iterable;
  return /^(?:readlines|splitlines|split)$/.test(calledName(tree, iterable))
    ? tree.childByField(callee, Field.object)
    : iterable;
}

/** A loop without an end that speaks to a server, a process or a client in each round waits for it. */
function speaksToPartner(tree: Tree, index: TreeIndex, loop: Node): boolean {
  return index.within(loop, Kind.call).some((call) => {
    const list = tree.childByField(call, Field.arguments);
    return [tree.childByField(call, Field.function), list === NONE ? NONE : tree.firstNamed(list)].some(
      (part) =>
        part !== NONE &&
        (tree.kind[part] === Kind.attribute || tree.kind[part] === Kind.identifier) &&
        PARTNER.test(tree.textOf(part)),
    );
  });
}

/**
 * A name of the loop is one of things that come in large numbers: lines, rows, tokens, nodes; or it takes one such thing after the other.
 * Of a loop whose length is not known this is the only sign that it is long.
 */
export function isLongByName(tree: Tree, index: TreeIndex, loop: Node): boolean {
  if (tree.kind[loop] === Kind.while_statement) {
    const condition = tree.childByField(loop, Field.condition);
    const names = condition === NONE ? [] : (tree.textOf(condition).match(/[A-Za-z_]\w*/g) ?? []);
    return (
      names.some((name) => LONG.test(name) || LONG_WHOLE.test(name)) ||
      comparesFloats(tree, condition, loop) ||
      takesFromFile(tree, index, loop)
    );
  }
  const target = tree.childByField(loop, Field.left);
  const iterable = tree.childByField(loop, Field.right);
  if (target === NONE || iterable === NONE) return false;
  const name = nameOf(tree, measured(tree, iterable));
  return (
    LONG.test(name) ||
    LONG_WHOLE.test(name) ||
    (tree.textOf(target).match(/[A-Za-z_]\w*/g) ?? []).some((part) => LONG.test(part)) ||
    takesFromFile(tree, index, loop)
  );
}

/** `while error > tolerance`, in a loop with floats, goes on until a number is near enough. */
function comparesFloats(tree: Tree, condition: Node, loop: Node): boolean {
  if (condition === NONE || tree.kind[condition] !== Kind.comparison_operator) return false;
  if (!/[<>]/.test(tree.textOf(condition))) return false;
  for (let node = loop; node < tree.next[loop]!; node++) if (tree.kind[node] === Kind.float) return true;
  return false;
}

function takesFromFile(tree: Tree, index: TreeIndex, loop: Node): boolean {
  return index
    .within(loop, Kind.call)
    .some((call) => TAKES_FROM_FILE.test(calledName(tree, call)) && !asksForKey(tree, call));
}

/** `fields.pop("name")` takes one entry of a dict. */
function asksForKey(tree: Tree, call: Node): boolean {
  const list = tree.childByField(call, Field.arguments);
  const first = list === NONE ? NONE : tree.firstNamed(list);
  return first !== NONE && tree.kind[first] === Kind.string;
}

/** `xs` of `range(len(xs))`, else the iterable itself. */
function measured(tree: Tree, iterable: Node): Node {
  const [length, more] = argumentsOf(tree, iterable, "range");
  if (length === undefined || more !== undefined) return iterable;
  return argumentsOf(tree, length, "len")[0] ?? iterable;
}

/** `xs` of `range(len(xs))` and of `range(1, 2 * len(xs) - 1)`, else the iterable itself. */
function countedIn(tree: Tree, iterable: Node): Node {
  const [first, second] = argumentsOf(tree, iterable, "range");
  const stop = second ?? first;
  return stop === undefined ? iterable : (lengthIn(tree, stop) ?? iterable);
}

/** `xs` of `len(xs)`, alone or with a number that it is added to or multiplied by: about as many as there are in `xs`. */
function lengthIn(tree: Tree, expression: Node): Node | undefined {
  if (tree.kind[expression] === Kind.call) return argumentsOf(tree, expression, "len")[0];
  if (tree.kind[expression] !== Kind.binary_operator) return undefined;
  const operator = tree.textOf(tree.childByField(expression, Field.operator));
  if (!/^(\+|-|\*|\/\/)$/.test(operator)) return undefined;
  const left = tree.childByField(expression, Field.left);
  const right = tree.childByField(expression, Field.right);
  if (tree.kind[left] === Kind.integer) return lengthIn(tree, right);
  return tree.kind[right] === Kind.integer ? lengthIn(tree, left) : undefined;
}

/** The loop counts: `range` of numbers that are not known, and not of the length of something. */
export function isCounting(tree: Tree, loop: Node): boolean {
  if (tree.kind[loop] === Kind.while_statement) return false;
  const iterable = tree.childByField(loop, Field.right);
  return iterable !== NONE && argumentsOf(tree, iterable, "range").length > 0 && measured(tree, iterable) === iterable;
}

/** The arguments of a call of the name; nothing for other expressions. */
function argumentsOf(tree: Tree, expression: Node, name: string): readonly Node[] {
  if (tree.kind[expression] !== Kind.call) return [];
  const callee = tree.childByField(expression, Field.function);
  const list = tree.childByField(expression, Field.arguments);
  return callee !== NONE && list !== NONE && tree.textOf(callee) === name ? tree.namedChildren(list) : [];
}

/** `while options:`, and `while True:` that leaves when something fits, without counting and without taking a next piece. */
function isShortWhile(tree: Tree, index: TreeIndex, loop: Node): boolean {
  const condition = tree.childByField(loop, Field.condition);
  if (condition === NONE) return false;
  if (tree.kind[condition] !== Kind.true) {
    const names = tree.textOf(condition).match(/[A-Za-z_]\w*/g) ?? [];
    return names.some((name) => SHORT.test(name));
  }
  if (speaksToPartner(tree, index, loop)) return true;
  let leaves = false;
  for (let node = loop; node < tree.next[loop]!; node++) {
    switch (tree.kind[node]) {
      case Kind.augmented_assignment:
      case Kind.yield:
      case Kind.await:
        return false;
      case Kind.break_statement:
      case Kind.return_statement:
        leaves = true;
        break;
      default:
        break;
    }
  }
  return leaves && !index.within(loop, Kind.call).some((call) => takesNext(tree, call));
}

function takesNext(tree: Tree, call: Node): boolean {
  const name = calledName(tree, call);
  if (name !== "get") return TAKES_NEXT.test(name);
  const list = tree.childByField(call, Field.arguments);
  const first = list === NONE ? NONE : tree.firstNamed(list);
  return first === NONE || tree.kind[first] === Kind.keyword_argument || tree.kind[first] === Kind.true;
}

/** The last name of what a call calls: `get` of `self.queue.get()`. */
function calledName(tree: Tree, call: Node): string {
  const callee = tree.childByField(call, Field.function);
  if (callee === NONE) return "";
  return tree.textOf(tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.attribute) : callee);
}

/** What a test, or a program with windows, imports. */
const SELDOM_MODULE =
  /^(?:import|from)[ \t]+(?:pytest|unittest|nose|doctest|tkinter|Tkinter|gi|PyQt\d|PySide\d|wx|idlelib)\b/;

/** Parameters that hold what was downloaded. */
const DOWNLOADED = /^(?:webpage|response|resp)$/;

/** Answers for the functions of one module. */
export class SeldomFunctions {
  private readonly known: Memo<Node, boolean>;
  private readonly waiting: Memo<Node, boolean>;
  private ofModule: boolean | undefined;
  private readonly moduleReaders = new Source();
  private readonly seldomImports: PartMemo<Node>;

  constructor(
    private readonly tree: Tree,
    private readonly index: TreeIndex,
    private readonly calls: CallGraph,
    private readonly tracker: Tracker,
  ) {
    const home = (fn: Node): Node => fn;
    this.known = new Memo(tracker, (fn) => this.find(fn), { home });
    this.waiting = new Memo(tracker, (fn) => this.waits(fn), { home });
    this.seldomImports = new PartMemo(tracker, partsOf(tree), (rows) => this.findSeldomImports(rows));
  }

  /** Looks again after a change of the module. */
  follow(change: TreeChange): void {
    this.seldomImports.follow(change);
    if (this.ofModule === undefined) return;
    const before = this.ofModule;
    this.ofModule = this.isSeldomModule();
    if (before !== this.ofModule) this.tracker.drop(this.moduleReaders);
  }

  /**
   * The `function_definition` is a test, sets something up, writes for people, waits for the network, or belongs to a program with windows;
   * or a function or class around it does.
   */
  has(fn: Node): boolean {
    this.tracker.read(this.moduleReaders);
    this.ofModule ??= this.isSeldomModule();
    return this.ofModule || this.known.get(fn) === true;
  }

  private isSeldomModule(): boolean {
    return this.tracker.apart(() => this.seldomImports.all().length > 0);
  }

  private findSeldomImports({ from, to }: Rows): Node[] {
    const { tree, index } = this;
    return [Kind.import_statement, Kind.import_from_statement].flatMap((kind) =>
      index.between(from, to, kind).filter((node) => SELDOM_MODULE.test(tree.textOf(node))),
    );
  }

  private find(fn: Node): boolean {
    const { tree } = this;
    for (let outer: Node = fn; outer !== NONE; outer = tree.parent[outer]!) {
      const kind = tree.kind[outer];
      if (kind !== Kind.function_definition && kind !== Kind.class_definition) continue;
      this.tracker.readAt(outer);
      const name = tree.childByField(outer, Field.name);
      if (name === NONE) continue;
      const text = tree.textOf(name);
      if (kind === Kind.class_definition) {
        if (TEST_CLASS.test(text)) return true;
      } else if (SELDOM.test(text) || ABOUT_SHORT.test(text) || this.waiting.get(outer) === true) return true;
    }
    return false;
  }

  /** The function, or one of this module that it calls, waits for the network. */
  private waits(fn: Node): boolean {
    const { tree } = this;
    const parameters = tree.childByField(fn, Field.parameters);
    if (parameters !== NONE && tree.namedChildren(parameters).some((it) => DOWNLOADED.test(tree.textOf(it))))
      return true;
    return this.index.within(fn, Kind.call).some((call) => {
      if (WAITS.test(calledName(tree, call))) return true;
      const callee = this.calls.calleeOf(call);
      return callee !== undefined && callee.node !== fn && this.waiting.get(callee.node) === true;
    });
  }
}
