/**
 * Puts a generator's loops in the place of the `for` that consumes it. Offered where nothing can be told apart: one plain `yield`
 * statement at the end of its loop, no `return`, `try` or `with` in the generator, and every name means the same in both places. Stated
 * where it cannot be shown: that the call runs this generator, that nothing it calls raises StopIteration, and that nobody sees when
 * its values are freed.
 */
import type { Fix, Refusal, Span, TextEdit } from "../findings.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { type Argument, argumentsOf, overridableIn } from "./generatorCall.js";
import { nameProblem, type Renames, renamed, renamesFor } from "./generatorNames.js";
import { isOneLoop, mayRaiseStopIteration, theYield } from "./generatorShape.js";
import { keptValues } from "./generatorValues.js";
import { isPlainLocal } from "./purity.js";
import { hasComment, indentAt, statementOf } from "./statements.js";
import { applyEdits, reindent } from "./text.js";

const TITLE = "Inline the generator's loops here";

/** The fix for a `for_statement` over a call of a generator of this module, or the reason why there is none. */
export function inlineGenerator(
  module: ModuleFacts,
  loop: Node,
  call: Node,
  generator: FunctionInfo,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const plan = planFor(module, loop, call, generator);
  if (typeof plan === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: plan }] };
  const preconditions = preconditionsOf(module, call, plan);
  const fix: Fix = {
    title: TITLE,
    applicability: preconditions.length === 0 ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions,
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: [{ span: module.spanOf(loop), newText: new Writer(module, plan).write() }],
  };
  return { fixes: [fix], refusals: [] };
}

function preconditionsOf(module: ModuleFacts, call: Node, plan: Plan): string[] {
  const { generator, renames } = plan;
  const preconditions: string[] = [];
  const cls = overridableIn(module, call, generator);
  if (cls !== null) preconditions.push(`neither a subclass nor an object of ${cls} has a ${generator.name} of its own`);
  if (mayRaiseStopIteration(module, generator))
    preconditions.push(
      `nothing that ${generator.name} calls raises StopIteration: a generator makes a RuntimeError of it, a loop does not`,
    );
  const kept = keptValues(module, generator, plan.arguments, heldByTarget(module, plan)).map(
    (name) => renames.get(name) ?? name,
  );
  if (kept.length > 0)
    preconditions.push(
      `nothing waits for the ${kept.length === 1 ? "value" : "values"} of ${kept.join(", ")} to be freed, as a file does to be closed: ${kept.length === 1 ? "it lives" : "they live"} as long as this function now`,
    );
  return preconditions;
}

/** The variable of the generator whose value the loop's target has too, for as long. */
function heldByTarget(module: ModuleFacts, { loop, yielded }: Plan): string | undefined {
  const { tree } = module;
  const target = tree.childByField(loop, Field.left);
  const value = tree.firstNamed(yielded);
  if (tree.kind[target] !== Kind.identifier || tree.kind[value] !== Kind.identifier || !isPlainLocal(module, target))
    return undefined;
  const isSetElsewhere = module.values
    .bindingOf(target)!
    .sites.some((site) => site.by !== loop && tree.contains(loop, site.name));
  return isSetElsewhere ? undefined : tree.textOf(value).normalize("NFKC");
}

/** All that is needed to write the loops. */
interface Plan {
  readonly loop: Node;
  readonly generator: FunctionInfo;
  readonly yielded: Node;
  readonly arguments: readonly Argument[];
  readonly renames: Renames;
  /** The loop's body, with the comments before it. */
  readonly body: Span;
}

function planFor(module: ModuleFacts, loop: Node, call: Node, generator: FunctionInfo): Plan | string {
  const consumer = module.definitions.functionAround(loop);
  if (consumer === null)
    return "The loop stands at module or class level, where the generator's names would be left behind.";
  if (consumer === generator) return "The generator consumes itself.";
  const yielded = theYield(module, generator);
  if (typeof yielded === "string") return yielded;
  const body = bodyOf(module, loop);
  if (typeof body === "string") return body;
  if (hasComment(module.tree, module.spanOf(statementOf(module.tree, yielded))))
    return "A comment stands in the yield, and it would be lost.";
  if (breaksOut(module, module.tree.childByField(loop, Field.body)) && !isOneLoop(module, generator, yielded))
    return "A break in the loop would leave only the innermost of the generator's loops.";
  const problem = nameProblem(module, generator, consumer, loop);
  if (problem !== null) return problem;
  const given = argumentsOf(module, loop, call, generator);
  if (typeof given === "string") return given;
  if (hasLongString(module, generator) || hasLongString(module, loop))
    return "A string over several lines would change with the indentation.";
  const same = new Map(
    given
      .filter((argument) => argument.standsForItself)
      .map((argument) => [argument.parameter, module.tree.textOf(argument.value)]),
  );
  return { loop, generator, yielded, arguments: given, renames: renamesFor(module, generator, consumer, same), body };
}

/** The text of the loop's body, or why the loop is not a plain one. */
function bodyOf(module: ModuleFacts, loop: Node): Span | string {
  const { tree, lines } = module;
  if (tree.childOfKind(loop, Kind.kw_async) !== NONE) return "The loop is asynchronous.";
  if (tree.childByField(loop, Field.alternative) !== NONE) return "The loop has an else.";
  const colon = tree.childOfKind(loop, Kind.tok_colon);
  const block = tree.childByField(loop, Field.body);
  const headLine = lines.lineAt(tree.startOf(colon));
  const first = tree.firstNamed(block);
  let start = tree.startOf(first);
  for (let child = tree.firstChild(loop); child !== NONE; child = tree.nextSibling(child)) {
    if (tree.kind[child] !== Kind.comment) continue;
    if (tree.startOf(child) < tree.endOf(colon) || lines.lineAt(tree.startOf(child)) === headLine)
      return "A comment stands in the head of the loop, and it would be lost.";
    start = Math.min(start, tree.startOf(child));
  }
  if (hasComment(tree, { start: tree.startOf(loop), end: tree.startOf(colon) }))
    return "A comment stands in the head of the loop, and it would be lost.";
  return { start, end: tree.endOf(block) };
}

/** A `break` of the loop itself: those of inner loops end these, those in the `else` of an inner loop do not. */
export function breaksOut(module: ModuleFacts, body: Node): boolean {
  const { tree } = module;
  for (let node = body; node < tree.next[body]!; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.break_statement) return true;
    if (kind === Kind.function_definition || kind === Kind.class_definition) {
      node = tree.next[node]! - 1;
    } else if (kind === Kind.for_statement || kind === Kind.while_statement) {
      const alternative = tree.childByField(node, Field.alternative);
      if (alternative !== NONE && breaksOut(module, alternative)) return true;
      node = tree.next[node]! - 1;
    }
  }
  return false;
}

/** A string that spans lines, in a node or, its docstring apart, in the body of a function. */
export function hasLongString(module: ModuleFacts, place: Node | FunctionInfo): boolean {
  const { tree, lines } = module;
  const node = typeof place === "number" ? place : tree.childByField(place.node, Field.body);
  const docstring = typeof place === "number" ? NONE : docstringOf(module, place);
  for (let inner = node; inner < tree.next[node]!; inner++) {
    if (inner === docstring) inner = tree.next[inner]! - 1;
    else if (tree.kind[inner] === Kind.string && lines.lineAt(tree.startOf(inner)) !== lines.lineAt(tree.endOf(inner)))
      return true;
  }
  return false;
}

/** The statement that is the generator's docstring, or `NONE`. */
function docstringOf(module: ModuleFacts, generator: FunctionInfo): Node {
  const { tree } = module;
  const first = tree.firstNamed(tree.childByField(generator.node, Field.body));
  const isString = tree.kind[first] === Kind.expression_statement && tree.kind[tree.firstNamed(first)] === Kind.string;
  return isString ? first : NONE;
}

/** Kinds of expressions that have brackets around them, so that they may span lines anywhere. */
const BRACKETED: ReadonlySet<number> = new Set([
  Kind.tuple,
  Kind.list,
  Kind.dictionary,
  Kind.set,
  Kind.parenthesized_expression,
  Kind.list_comprehension,
  Kind.set_comprehension,
  Kind.dictionary_comprehension,
  Kind.generator_expression,
]);

class Writer {
  constructor(
    private readonly module: ModuleFacts,
    private readonly plan: Plan,
  ) {}

  write(): string {
    const { tree, lines } = this.module;
    const { loop, generator, yielded, renames } = this.plan;
    const indent = indentAt(tree, lines, loop);
    const body = tree.childByField(generator.node, Field.body);
    const docstring = docstringOf(this.module, generator);
    const first = docstring === NONE ? tree.firstNamed(body) : tree.nextNamed(docstring);
    const start = tree.startOf(first);
    const statement = statementOf(tree, yielded);
    // A comment or semicolon after the yield is no part of what replaces it.
    const end = Math.max(
      tree.endOf(statement),
      Math.min(lines.endOf(lines.lineAt(tree.endOf(statement))), tree.endOf(body)),
    );
    const edits: TextEdit[] = [];
    for (let node = first; node < tree.next[body]!; node++) {
      if (node === statement) {
        edits.push({
          span: { start: tree.startOf(statement), end },
          newText: this.atYield(indentAt(tree, lines, statement)),
        });
        node = tree.next[statement]! - 1;
        continue;
      }
      const name = renamed(this.module, generator, renames, node);
      if (name !== undefined) edits.push({ span: this.module.spanOf(node), newText: name });
    }
    const moved = reindent(
      this.edited({ start, end: Math.max(end, tree.endOf(body)) }, edits),
      indentAt(tree, lines, first),
      indent,
    );
    return [...this.assignments(), moved].join(`${this.module.style.lineEnding}${indent}`);
  }

  /** `name = argument` for the parameters that need it, in the order in which the call evaluates its arguments. */
  private assignments(): string[] {
    const { tree } = this.module;
    return this.plan.arguments
      .filter((argument) => !argument.standsForItself)
      .map(({ parameter, value }) => {
        const text = tree.textOf(value);
        const kind = tree.kind[value]!;
        const bare = kind !== Kind.named_expression && (BRACKETED.has(kind) || !/[\r\n]/.test(text));
        return `${this.plan.renames.get(parameter) ?? parameter} = ${bare ? text : `(${text})`}`;
      });
  }

  /** The loop's target takes the yielded value, then comes the loop's body. */
  private atYield(indent: string): string {
    const { tree, lines } = this.module;
    const { loop, yielded, body } = this.plan;
    const target = tree.textOf(tree.childByField(loop, Field.left));
    const value = this.renamedText(tree.firstNamed(yielded));
    const isOnOwnLine = lines.lineAt(body.start) !== lines.lineAt(tree.startOf(loop));
    const from = isOnOwnLine
      ? lines.indentOf(lines.lineAt(body.start))
      : indentAt(tree, lines, loop) + this.module.style.indentUnit;
    const text = reindent(tree.textBetween(body.start, body.end), from, indent);
    return `${target} = ${value}${this.module.style.lineEnding}${indent}${text}`;
  }

  private renamedText(expression: Node): string {
    const { tree } = this.module;
    const edits: TextEdit[] = [];
    for (let node = expression; node < tree.next[expression]!; node++) {
      const name = renamed(this.module, this.plan.generator, this.plan.renames, node);
      if (name !== undefined) edits.push({ span: this.module.spanOf(node), newText: name });
    }
    return this.edited(this.module.spanOf(expression), edits);
  }

  /** A part of the module's text after edits in it. */
  private edited({ start, end }: Span, edits: readonly TextEdit[]): string {
    const shifted = edits.map(({ span, newText }) => ({
      span: { start: span.start - start, end: span.end - start },
      newText,
    }));
    return applyEdits(this.module.tree.textBetween(start, end), shifted);
  }
}
