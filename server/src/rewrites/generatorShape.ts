/** Which generators can stand in line: what their `yield` and the statements around it must look like. */
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { lastStatement } from "../semantics/surroundings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { isVariable } from "./purity.js";
import { beginsLine, statementOf } from "./statements.js";

/** Statements and expressions of a generator that tie it to its frame. */
const FRAME_BOUND: ReadonlyMap<number, string> = new Map([
  [Kind.return_statement, "The generator returns early."],
  [Kind.try_statement, "The generator has a try statement, which must see the end of the loop."],
  [Kind.with_statement, "The generator has a with statement, which must see the end of the loop."],
  [Kind.function_definition, "The generator defines a function of its own."],
  [Kind.class_definition, "The generator defines a class of its own."],
  [Kind.lambda, "The generator has a lambda, which would see the names of the new place."],
  [Kind.generator_expression, "The generator has a generator expression, which would see the names of the new place."],
  [Kind.global_statement, "The generator declares global names."],
  [Kind.nonlocal_statement, "The generator declares nonlocal names."],
  [Kind.await, "The generator awaits."],
  [Kind.delete_statement, "The generator deletes names."],
  [Kind.match_statement, "The generator has a match statement."],
  [Kind.import_statement, "The generator imports a module."],
  [Kind.import_from_statement, "The generator imports a module."],
  [Kind.type_alias_statement, "The generator defines a type."],
]);

/** Functions that see the names of the function that calls them. */
const LOOKS_AT_NAMES = /^(locals|vars|dir|eval|exec|super|__class__)$/;

/** The one `yield VALUE` statement, or the reason why the generator cannot stand in line. */
export function theYield(module: ModuleFacts, generator: FunctionInfo): Node | string {
  const { tree, index } = module;
  const yields = index.within(generator.node, Kind.yield);
  if (yields.length !== 1) return "The generator yields in several places.";
  const yielded = yields[0]!;
  if (tree.kind[tree.parent[yielded]!] !== Kind.expression_statement) return "The generator uses what is sent to it.";
  if (tree.firstNamed(yielded) === NONE) return "The generator yields nothing.";
  if (tree.childOfKind(yielded, Kind.kw_from) !== NONE) return "The generator yields from another one.";
  if (!beginsLine(module, statementOf(tree, yielded))) return "The yield does not stand on a line of its own.";
  if (generator.isAsync) return "The generator is asynchronous.";
  return bodyProblem(module, generator) ?? placeProblem(module, generator, yielded) ?? yielded;
}

/** Why something in the generator must stay in a frame of its own, or null. */
function bodyProblem(module: ModuleFacts, generator: FunctionInfo): string | null {
  const { tree } = module;
  const body = tree.childByField(generator.node, Field.body);
  for (let node = body; node < tree.next[body]!; node++) {
    const kind = tree.kind[node]!;
    const reason = FRAME_BOUND.get(kind);
    if (reason !== undefined) return reason;
    if (kind === Kind.identifier && isVariable(module, node) && LOOKS_AT_NAMES.test(tree.textOf(node)))
      return `The generator uses ${tree.textOf(node)}, which looks at the function that it stands in.`;
    if (kind === Kind.interpolation && tree.childOfKind(node, Kind.tok_eq) !== NONE)
      return "An f-string of the generator shows the names in it.";
    if (kind === Kind.call) {
      const callee = module.values.of(tree.childByField(node, Field.function));
      if (callee?.kind === "external" && callee.name === "builtins.next")
        return "The generator calls next(), whose StopIteration would now leave this function.";
    }
    if (kind === Kind.raise_statement && tree.textOf(node).includes("StopIteration"))
      return "The generator raises StopIteration, which would now leave this function.";
  }
  return callsItself(module, generator) ? "The generator calls itself." : null;
}

/** The consumer's `continue` goes to the loop around the yield, so nothing may stand after the yield in it. */
function placeProblem(module: ModuleFacts, generator: FunctionInfo, yielded: Node): string | null {
  const { tree } = module;
  let child = tree.parent[yielded]!;
  let loops = 0;
  for (let outer = tree.parent[child]!; outer !== generator.node; child = outer, outer = tree.parent[outer]!) {
    const kind = tree.kind[outer];
    if (kind === Kind.block && loops === 0 && lastStatement(tree, outer) !== child)
      return "Something stands after the yield in the generator's loop.";
    if (kind === Kind.for_statement || kind === Kind.while_statement) {
      if (tree.childByField(outer, Field.alternative) !== NONE) return "The generator's loop has an else.";
      loops++;
    }
  }
  return loops === 0 ? "The yield stands in no loop." : null;
}

/** True when the loops over the generator would never end to contain a call of it. */
function callsItself(module: ModuleFacts, generator: FunctionInfo): boolean {
  const { index, calls } = module;
  const seen = new Set<FunctionInfo>([generator]);
  for (const fn of seen) {
    for (const call of index.within(fn.node, Kind.call)) {
      const callee = calls.calleeOf(call);
      if (callee === generator) return true;
      if (callee !== undefined) seen.add(callee);
    }
  }
  return false;
}

/** The generator is one loop and nothing after it, so that a `break` in it ends the whole. */
export function isOneLoop(module: ModuleFacts, generator: FunctionInfo, yielded: Node): boolean {
  const { tree } = module;
  let loops = 0;
  let outermost: Node = NONE;
  for (let outer = tree.parent[yielded]!; outer !== generator.node; outer = tree.parent[outer]!) {
    const kind = tree.kind[outer];
    if (kind === Kind.for_statement || kind === Kind.while_statement) {
      loops++;
      outermost = outer;
    }
  }
  return loops === 1 && lastStatement(tree, tree.childByField(generator.node, Field.body)) === outermost;
}

/** Builtins that call nothing but the methods that Python gives operators and iteration. */
const PLAIN_BUILTINS = new Set(
  "range len enumerate zip reversed abs min max sum divmod round int float bool str ord chr list tuple set dict frozenset isinstance repr print".split(
    " ",
  ),
);

/**
 * True when the generator calls something that may raise StopIteration: a generator makes a RuntimeError of it. Operators, subscripts and
 * iteration are taken to follow Python's protocols, where a StopIteration ends an iteration and does nothing else.
 */
export function mayRaiseStopIteration(module: ModuleFacts, generator: FunctionInfo): boolean {
  const { tree, values } = module;
  const body = tree.childByField(generator.node, Field.body);
  for (let node = body; node < tree.next[body]!; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.keyword_argument || kind === Kind.raise_statement) return true;
    if (kind === Kind.attribute) {
      const value = values.of(node);
      if (value?.kind !== "external" || !value.name.startsWith("math.")) return true;
    } else if (kind === Kind.call) {
      const callee = values.of(tree.childByField(node, Field.function));
      if (callee?.kind !== "external") return true;
      if (!callee.name.startsWith("math.") && !PLAIN_BUILTINS.has(callee.name.replace(/^builtins\./, ""))) return true;
    }
  }
  return false;
}
