/**
 * Puts a generator's loops in the place of the `for` that consumes it. Offered only where nothing can be told apart: one plain `yield`
 * statement at the end of its loop, no `return`, `try` or `with` in the generator, and every name means the same in both places.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import { parametersOf } from "../semantics/functions.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { lookup, type Scope, scopeOf } from "../semantics/scopes.js";
import { lastStatement } from "../semantics/surroundings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { hasComment, indentAt, indentUnit, lineEnding, statementOf } from "./statements.js";
import { applyEdits, reindent } from "./text.js";

const TITLE = "Inline the generator's loops here";

/** Statements of a generator that tie it to its frame. */
const FRAME_BOUND: ReadonlyMap<number, string> = new Map([
  [Kind.return_statement, "The generator returns early."],
  [Kind.try_statement, "The generator has a try statement, which must see the end of the loop."],
  [Kind.with_statement, "The generator has a with statement, which must see the end of the loop."],
  [Kind.function_definition, "The generator defines a function of its own."],
  [Kind.class_definition, "The generator defines a class of its own."],
  [Kind.lambda, "The generator has a lambda, which would see the names of the new place."],
  [Kind.global_statement, "The generator declares global names."],
  [Kind.nonlocal_statement, "The generator declares nonlocal names."],
  [Kind.await, "The generator awaits."],
  [Kind.delete_statement, "The generator deletes names."],
]);

/** The fix for a `for_statement` over a call of a generator of this module, or the reason why there is none. */
export function inlineGenerator(
  module: ModuleFacts,
  loop: Node,
  call: Node,
  generator: FunctionInfo,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const inlined = new Inliner(module, loop, call, generator).run();
  if (typeof inlined === "string")
    return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: inlined }] };
  const fix: Fix = {
    title: TITLE,
    applicability: "safe",
    kind: "quickfix",
    preconditions: [],
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: [inlined],
  };
  return { fixes: [fix], refusals: [] };
}

class Inliner {
  constructor(
    private readonly module: ModuleFacts,
    private readonly loop: Node,
    private readonly call: Node,
    private readonly generator: FunctionInfo,
  ) {}

  /** The edit, or the reason against it. */
  run(): TextEdit | string {
    const { tree } = this.module;
    const consumer = this.module.definitions.functionAround(this.loop);
    if (consumer === null)
      return "The loop stands at module or class level, where the generator's names would be left behind.";
    if (consumer === this.generator) return "The generator consumes itself.";
    const yielded = this.theYield();
    if (typeof yielded === "string") return yielded;
    const problem = this.generatorProblem(yielded) ?? this.consumerProblem(yielded);
    if (problem !== null) return problem;
    const renames = this.renames(consumer.scope);
    if (typeof renames === "string") return renames;
    const bound = this.boundParameters(renames);
    if (typeof bound === "string") return bound;
    if (this.hasLongString(this.generator.node) || this.hasLongString(this.loop))
      return "A string over several lines would change with the indentation.";
    return {
      span: { start: tree.start[this.loop]!, end: tree.end[this.loop]! },
      newText: this.write(yielded, renames, bound),
    };
  }

  /** The one `yield VALUE` statement. */
  private theYield(): Node | string {
    const { tree, index } = this.module;
    const yields = index.within(tree, this.generator.node, Kind.yield);
    if (yields.length !== 1) return "The generator yields in several places.";
    const found = yields[0]!;
    if (tree.kind[tree.parent[found]!] !== Kind.expression_statement) return "The generator uses what is sent to it.";
    if (tree.firstNamed(found) === NONE) return "The generator yields nothing.";
    if (tree.childOfKind(found, Kind.kw_from) !== NONE) return "The generator yields from another one.";
    return found;
  }

  private generatorProblem(yielded: Node): string | null {
    const { tree } = this.module;
    const body = tree.childByField(this.generator.node, Field.body);
    for (let node = body; node < tree.next[body]!; node++) {
      const reason = FRAME_BOUND.get(tree.kind[node]!);
      if (reason !== undefined) return reason;
      if (tree.kind[node] === Kind.call) {
        const callee = this.module.values.of(tree.childByField(node, Field.function));
        if (callee?.kind === "external" && callee.name === "builtins.next")
          return "The generator calls next(), whose StopIteration would now leave this function.";
      }
    }
    // The consumer's `continue` goes to the loop around the yield: nothing may stand after the yield in it.
    let child = tree.parent[yielded]!;
    let loops = 0;
    for (let outer = tree.parent[child]!; outer !== this.generator.node; child = outer, outer = tree.parent[outer]!) {
      const kind = tree.kind[outer];
      if (kind === Kind.block && loops === 0 && lastStatement(tree, outer) !== child)
        return "Something stands after the yield in the generator's loop.";
      if (kind === Kind.for_statement || kind === Kind.while_statement) {
        if (tree.childByField(outer, Field.alternative) !== NONE) return "The generator's loop has an else.";
        if (tree.field[child] === Field.alternative) return "The yield stands in the else of a loop.";
        loops++;
      }
    }
    return loops === 0 ? "The yield stands in no loop." : null;
  }

  private consumerProblem(yielded: Node): string | null {
    const { tree } = this.module;
    if (tree.childOfKind(this.loop, Kind.kw_async) !== NONE) return "The loop is asynchronous.";
    if (tree.childByField(this.loop, Field.alternative) !== NONE) return "The loop has an else.";
    if (this.generator.isAsync) return "The generator is asynchronous.";
    const header = { start: tree.start[this.loop]!, end: tree.start[tree.childByField(this.loop, Field.body)]! };
    if (hasComment(tree, header)) return "A comment stands in the head of the loop, and it would be lost.";
    if (hasComment(tree, this.module.spanOf(statementOf(tree, yielded))))
      return "A comment stands in the yield, and it would be lost.";
    const body = tree.childByField(this.loop, Field.body);
    if (this.breaksOut(body) && !this.endsWithLoop(yielded))
      return "A break in the loop would leave only the innermost of the generator's loops.";
    return null;
  }

  private breaksOut(body: Node): boolean {
    const { tree } = this.module;
    for (let node = body; node < tree.next[body]!; node++) {
      const kind = tree.kind[node];
      if (kind === Kind.break_statement) return true;
      if (kind === Kind.for_statement || kind === Kind.while_statement || kind === Kind.function_definition)
        node = tree.next[node]! - 1;
    }
    return false;
  }

  /** The generator is one loop and nothing after it, so that `break` ends the whole. */
  private endsWithLoop(yielded: Node): boolean {
    const { tree } = this.module;
    let loops = 0;
    let outermost: Node = NONE;
    for (let outer = tree.parent[yielded]!; outer !== this.generator.node; outer = tree.parent[outer]!) {
      const kind = tree.kind[outer];
      if (kind === Kind.for_statement || kind === Kind.while_statement) {
        loops++;
        outermost = outer;
      }
    }
    return loops === 1 && lastStatement(tree, tree.childByField(this.generator.node, Field.body)) === outermost;
  }

  /** New names for those of the generator that the consumer uses too; free names must mean the same in both. */
  private renames(consumer: Scope): Map<string, string> | string {
    const { tree, scopes } = this.module;
    const taken = new Set<string>(consumer.bindings.keys());
    for (let node = consumer.node; node < tree.next[consumer.node]!; node++) {
      if (tree.kind[node] === Kind.identifier) taken.add(tree.textOf(node));
    }
    const own = this.generator.scope.bindings;
    const body = tree.childByField(this.generator.node, Field.body);
    for (let node = body; node < tree.next[body]!; node++) {
      if (tree.kind[node] !== Kind.identifier || this.isLabel(node)) continue;
      const name = tree.textOf(node);
      if (own.has(name)) continue;
      if (lookup(scopes, scopeOf(tree, scopes, node), name) !== lookup(scopes, consumer, name))
        return `The name ${name} means something else in the loop's function.`;
    }
    const renames = new Map<string, string>();
    for (const name of own.keys()) {
      if (!taken.has(name)) {
        taken.add(name);
        continue;
      }
      let number = 2;
      while (taken.has(`${name}_${number}`) || own.has(`${name}_${number}`)) number++;
      renames.set(name, `${name}_${number}`);
      taken.add(`${name}_${number}`);
    }
    return renames;
  }

  /** True for identifiers that are no variables: attributes and names of keyword arguments. */
  private isLabel(node: Node): boolean {
    const { tree } = this.module;
    const parent = tree.kind[tree.parent[node]!];
    return (
      (parent === Kind.attribute && tree.field[node] === Field.attribute) ||
      (parent === Kind.keyword_argument && tree.field[node] === Field.name)
    );
  }

  /** `name = argument` for every parameter, in the order in which the call evaluates its arguments. */
  private boundParameters(renames: ReadonlyMap<string, string>): string[] | string {
    const { tree } = this.module;
    const parameters = parametersOf(tree, this.generator.node);
    if (parameters.some((parameter) => parameter.kind === "star" || parameter.kind === "double-star"))
      return "The generator takes any number of arguments.";
    const values = new Map<string, string>();
    const unnamed = parameters
      .filter((parameter) => parameter.kind === "positional")
      .map((parameter) => parameter.name);
    const callee = tree.childByField(this.call, Field.function);
    if (
      this.generator.owner !== null &&
      this.generator.decoration !== "static" &&
      tree.kind[callee] === Kind.attribute
    ) {
      values.set(unnamed.shift() ?? "", tree.textOf(tree.childByField(callee, Field.object)));
    }
    const list = tree.childByField(this.call, Field.arguments);
    if (tree.kind[list] !== Kind.argument_list || hasComment(tree, this.module.spanOf(list)))
      return "The arguments of the call cannot be taken over as they are.";
    for (const argument of tree.namedChildren(list)) {
      const kind = tree.kind[argument];
      if (kind === Kind.list_splat || kind === Kind.dictionary_splat)
        return "The call spreads its arguments with a star.";
      if (kind === Kind.keyword_argument)
        values.set(
          tree.textOf(tree.childByField(argument, Field.name)),
          tree.textOf(tree.childByField(argument, Field.value)),
        );
      else values.set(unnamed.shift() ?? "", tree.textOf(argument));
    }
    for (const parameter of parameters) {
      if (values.has(parameter.name)) continue;
      const fallback = parameter.default;
      if (fallback === NONE) return "The call does not fit the generator's parameters.";
      const kind = tree.kind[fallback];
      const constant =
        kind === Kind.integer ||
        kind === Kind.float ||
        kind === Kind.none ||
        kind === Kind.true ||
        kind === Kind.false ||
        kind === Kind.string;
      if (!constant) return `The default of ${parameter.name} was made when the generator was defined.`;
      values.set(parameter.name, tree.textOf(fallback));
    }
    if (values.size !== parameters.length || values.has("")) return "The call does not fit the generator's parameters.";
    return [...values]
      .map(([name, value]) => ({ name: renames.get(name) ?? name, value }))
      .filter(({ name, value }) => name !== value)
      .map(({ name, value }) => `${name} = ${value}`);
  }

  private hasLongString(node: Node): boolean {
    const { tree, lines } = this.module;
    for (let inner = node; inner < tree.next[node]!; inner++) {
      if (
        tree.kind[inner] === Kind.string &&
        lines.lineAt(tree.start[inner]!) !== lines.lineAt(tree.end[inner]!) &&
        !this.isDocstring(inner)
      )
        return true;
    }
    return false;
  }

  private isDocstring(string: Node): boolean {
    const { tree } = this.module;
    const statement = tree.parent[string]!;
    const body = tree.childByField(this.generator.node, Field.body);
    return tree.kind[statement] === Kind.expression_statement && tree.firstNamed(body) === statement;
  }

  private write(yielded: Node, renames: ReadonlyMap<string, string>, bound: readonly string[]): string {
    const { tree, lines } = this.module;
    const ending = lineEnding(tree.text);
    const indent = indentAt(tree, lines, this.loop);
    const body = tree.childByField(this.generator.node, Field.body);
    let first = tree.firstNamed(body);
    if (tree.kind[first] === Kind.expression_statement && tree.kind[tree.firstNamed(first)] === Kind.string)
      first = tree.nextNamed(first);
    const start = tree.start[first]!;
    const statement = statementOf(tree, yielded);
    const edits: TextEdit[] = [];
    for (let node = first; node < tree.next[body]!; node++) {
      if (node === statement) {
        edits.push({
          span: shifted(this.module.spanOf(statement), start),
          newText: this.atYield(yielded, renames, indentAt(tree, lines, statement)),
        });
        node = tree.next[statement]! - 1;
      } else if (tree.kind[node] === Kind.identifier && !this.isLabel(node)) {
        const renamed = renames.get(tree.textOf(node));
        if (renamed !== undefined) edits.push({ span: shifted(this.module.spanOf(node), start), newText: renamed });
      }
    }
    const inlined = applyEdits(tree.text.slice(start, tree.end[body]!), edits);
    const moved = reindent(inlined, indentAt(tree, lines, first), indent);
    return [...bound, moved].join(`${ending}${indent}`);
  }

  /** The loop's target takes the yielded value, then comes the loop's body. */
  private atYield(yielded: Node, renames: ReadonlyMap<string, string>, indent: string): string {
    const { tree, lines } = this.module;
    const ending = lineEnding(tree.text);
    const target = tree.textOf(tree.childByField(this.loop, Field.left));
    const value = this.renamed(tree.firstNamed(yielded), renames);
    const body = tree.childByField(this.loop, Field.body);
    const first = tree.firstNamed(body);
    const text = tree.text.slice(tree.start[first]!, tree.end[body]!);
    const onOwnLine = lines.lineAt(tree.start[first]!) !== lines.lineAt(tree.start[this.loop]!);
    const bodyText = onOwnLine
      ? reindent(text, indentAt(tree, lines, first), indent)
      : reindent(text, indentAt(tree, lines, this.loop) + indentUnit(tree, lines), indent);
    return target === value ? bodyText : `${target} = ${value}${ending}${indent}${bodyText}`;
  }

  private renamed(expression: Node, renames: ReadonlyMap<string, string>): string {
    const { tree } = this.module;
    const start = tree.start[expression]!;
    const edits: TextEdit[] = [];
    for (let node = expression; node < tree.next[expression]!; node++) {
      const renamed =
        tree.kind[node] === Kind.identifier && !this.isLabel(node) ? renames.get(tree.textOf(node)) : undefined;
      if (renamed !== undefined) edits.push({ span: shifted(this.module.spanOf(node), start), newText: renamed });
    }
    return applyEdits(tree.textOf(expression), edits);
  }
}

function shifted(span: { start: number; end: number }, by: number): { start: number; end: number } {
  return { start: span.start - by, end: span.end - by };
}
