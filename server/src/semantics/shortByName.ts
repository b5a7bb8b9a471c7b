/**
 * What names say about how much a loop runs: whether it goes over something that is short by its nature, and whether its function is
 * one that waits or runs seldom. Names prove nothing, so they make a finding less sure and no line cold (docs/hotness.md).
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { CallGraph } from "./calls.js";
import { onlySite } from "./scopes.js";
import { Memo, Source, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";
import type { Values } from "./values.js";

/** Settings, arguments, the parts of one object or class, folders and what is in them: last words of names in the plural. */
const SHORT =
  /(?:^|_)(?:arg|argv|kwarg|param|parameter|option|opt|setting|config|configuration|preference|flag|env|environ|field|column|col|attr|attribute|property|properties|slot|member|method|base|parent|header|cookie|cookie_?jar|style|handler|hook|plugin|extension|ext|backend|provider|middleware|command|cmd|subcommand|action|suffix|suffixes|suffice|prefix|prefixe|pattern|regex|regexe|filter|converter|validator|format|fmt|encoding|locale|language|lang|module|package|import|dir|directory|directories|dirname|folder|path|file|filename|fname|dimension|dim|axe|axis|shape|operand|branch|branche|choice|replacement|alternative|constraint|delimiter|separator|terminator|variant|variable|db|version|mode|key_?word)s?$/i;

/** Functions that people or start-up code call, and those that write for people. */
const SELDOM =
  /^(?:_*(?:test|setup|teardown|configure|config|register|install|init_?(?:sub)?class|parse_?(?:args|arguments|options|config)|add_?(?:args|arguments|options)|load_?(?:config|settings|options)|read_?(?:config|settings)|usage|help|print|show|display|describe|report|summary|pretty|demo|main_?test|version)(?:_|$|[A-Z])|setUp|tearDown|__repr__$|__str__$|__init_subclass__$|__set_name__$|__prepare__$)/;
const TEST_CLASS = /^(?:Test[A-Z_]|_*(?:.*[a-z_])?Tests?$|.*TestCase|.*TestMixin|Test$)/;

/** Calls that wait for the network, whatever object they belong to. */
const WAITS = /^_*(?:.*_)?(?:download|urlopen|request|fetch|recv|call_api|http_get)(?:_.*)?$/;

/** Builtins that hand on what they are given. */
const HANDS_ON = /^(?:enumerate|sorted|reversed|list|tuple|set|iter|zip|dict|filter|map)$/;

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
  return method;
}

/** Objects of which every attribute is a setting. */
const SETTINGS = /(?:^|\W|_)(?:options|opts|args|settings|config|conf|cfg|params)\.\w+$/;

/** Calls that take the next piece of something long. */
const TAKES_NEXT =
  /^_*(?:.*_)?(?:read\w*|recv\w*|next\w*|pop\w*|get|get_?(?:next|token|line|char|nowait)\w*|accept|token\w*|send|step|peek)$/;

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
    SHORT.test(nameOf(tree, iterable)) ||
    (tree.kind[iterable] === Kind.attribute && SETTINGS.test(tree.textOf(iterable))) ||
    isSplit(tree, origin(tree, values, withoutEnumerate(tree, iterable)))
  );
}

/** `while options:`, and `while True:` that leaves when something fits, without counting and without taking a next piece. */
function isShortWhile(tree: Tree, index: TreeIndex, loop: Node): boolean {
  const condition = tree.childByField(loop, Field.condition);
  if (condition === NONE) return false;
  if (tree.kind[condition] !== Kind.true) {
    const names = tree.textOf(condition).match(/[A-Za-z_]\w*/g) ?? [];
    return names.some((name) => SHORT.test(name));
  }
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
  return leaves && !index.within(loop, Kind.call).some((call) => TAKES_NEXT.test(calledName(tree, call)));
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

  constructor(
    private readonly tree: Tree,
    private readonly index: TreeIndex,
    private readonly calls: CallGraph,
    private readonly tracker: Tracker,
  ) {
    const home = (fn: Node): Node => fn;
    this.known = new Memo(tracker, (fn) => this.find(fn), { home });
    this.waiting = new Memo(tracker, (fn) => this.waits(fn), { home });
  }

  /** Looks again after a change of the module. */
  follow(): void {
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
    const { tree, index } = this;
    return [Kind.import_statement, Kind.import_from_statement].some((kind) =>
      index.all(kind).some((node) => SELDOM_MODULE.test(tree.textOf(node))),
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
      } else if (SELDOM.test(text) || this.waiting.get(outer) === true) return true;
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
