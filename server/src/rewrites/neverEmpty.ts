/** Whether a list is certain to hold an item where one is taken. For local lists that nothing but plain uses of their name can change. */
import type { ModuleFacts } from "../semantics/module.js";
import type { Binding } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";

/**
 * True when the text shows that the list has an item whenever the expression or statement at `access` is reached: a condition asked for that,
 * or an item was put there, and nothing took one since.
 */
export function isNeverEmptyAt(module: ModuleFacts, binding: Binding, access: Node): boolean {
  const { tree } = module;
  const list = new List(module, binding);
  let node = access;
  for (let outer = tree.parent[node]!; outer !== NONE; node = outer, outer = tree.parent[outer]!) {
    const field = tree.field[node];
    switch (tree.kind[outer]) {
      case Kind.boolean_operator:
        if (field === Field.right) {
          const left = tree.childByField(outer, Field.left);
          if (list.mayShrinkIn(left)) return false;
          if (tree.textOf(tree.childByField(outer, Field.operator)) === "and" && list.isAskedBy(left)) return true;
        }
        break;
      case Kind.block:
      case Kind.module: {
        const before = list.shownBefore(node, outer);
        if (before !== undefined) return before;
        break;
      }
      case Kind.while_statement:
        // A condition is read again in each round, after what the rounds took.
        return field === Field.body && list.isShownBy(tree.childByField(outer, Field.condition));
      case Kind.if_statement:
      case Kind.elif_clause: {
        const isBody = field === Field.consequence;
        if (isBody && list.isShownBy(tree.childByField(outer, Field.condition))) return true;
        if (list.mayShrinkInConditions(outer)) return false;
        break;
      }
      case Kind.else_clause:
        break;
      case Kind.assignment:
      case Kind.augmented_assignment:
        // The right side is evaluated before the target is.
        if (list.mayShrinkIn(outer, access)) return false;
        break;
      case Kind.with_statement:
        if (list.mayShrinkIn(tree.firstNamed(outer))) return false;
        break;
      case Kind.expression_statement:
      case Kind.return_statement:
      case Kind.delete_statement:
      case Kind.call:
      case Kind.attribute:
      case Kind.argument_list:
      case Kind.keyword_argument:
      case Kind.parenthesized_expression:
      case Kind.expression_list:
      case Kind.tuple:
      case Kind.list:
      case Kind.subscript:
      case Kind.binary_operator:
      case Kind.comparison_operator:
      case Kind.not_operator:
      case Kind.unary_operator:
      case Kind.yield:
        if (list.mayShrinkBefore(access, outer)) return false;
        break;
      default:
        return false;
    }
  }
  return false;
}

/** What statements and conditions say about one list. */
class List {
  private readonly references: readonly Node[];

  constructor(
    private readonly module: ModuleFacts,
    binding: Binding,
  ) {
    this.references = module.values.referencesTo(binding);
  }

  /** A part takes items out, or gives the name another list; what stands in `except` does not count. */
  mayShrinkIn(part: Node, except: Node = NONE): boolean {
    const { tree } = this.module;
    return this.references.some(
      (name) => tree.contains(part, name) && !(except !== NONE && tree.contains(except, name)) && this.shrinks(name),
    );
  }

  /** The same, of the conditions of an `if` statement or `elif` clause. */
  mayShrinkInConditions(branch: Node): boolean {
    const { tree } = this.module;
    const clauses = [branch, ...tree.childrenByField(branch, Field.alternative)];
    const conditions = clauses.map((clause) => tree.childByField(clause, Field.condition));
    return conditions.some((condition) => condition !== NONE && this.mayShrinkIn(condition));
  }

  /** The same, of what stands before the access in an expression. */
  mayShrinkBefore(access: Node, expression: Node): boolean {
    const { tree } = this.module;
    return this.references.some(
      (name) => name < access && tree.contains(expression, name) && !tree.contains(access, name) && this.shrinks(name),
    );
  }

  /** True for a condition that shows an item where it is true, and takes none itself. */
  isShownBy(condition: Node): boolean {
    return this.isAskedBy(condition) && !this.mayShrinkIn(condition);
  }

  /** True for a condition that is false for an empty list. */
  isAskedBy(condition: Node): boolean {
    const { tree } = this.module;
    switch (tree.kind[condition]) {
      case Kind.parenthesized_expression:
        return this.isAskedBy(tree.firstNamed(condition));
      case Kind.boolean_operator: {
        const isAnd = tree.textOf(tree.childByField(condition, Field.operator)) === "and";
        const sides = [tree.childByField(condition, Field.left), tree.childByField(condition, Field.right)];
        return isAnd && sides.some((side) => this.isAskedBy(side));
      }
      case Kind.call:
        return this.isItsLength(condition);
      case Kind.comparison_operator: {
        const [left, right, more] = tree
          .namedChildren(condition)
          .filter((part) => tree.field[part] !== Field.operators);
        if (left === undefined || right === undefined || more !== undefined || !this.isItsLength(left)) return false;
        const operator = tree.textOf(tree.childByField(condition, Field.operators));
        const limit = tree.textOf(right);
        return /^\d+$/.test(limit) && (operator === ">" || (/^(>=|==)$/.test(operator) && !/^0+$/.test(limit)));
      }
      default:
        return this.references.includes(condition);
    }
  }

  /** What the statements before one in its block show: true for an item, false where one may be gone, undefined for nothing. */
  shownBefore(statement: Node, block: Node): boolean | undefined {
    const { tree } = this.module;
    const before = tree.namedChildren(block).filter((other) => other < statement);
    for (const other of before.reverse()) {
      if (this.puts(other) || this.leavesIfEmpty(other)) return true;
      if (this.mayShrinkIn(other)) return false;
    }
    return undefined;
  }

  private isItsLength(call: Node): boolean {
    const { tree, values } = this.module;
    if (tree.kind[call] !== Kind.call) return false;
    const callee = values.of(tree.childByField(call, Field.function));
    if (callee?.kind !== "external" || callee.name !== "builtins.len") return false;
    const parts = tree.namedChildren(tree.childByField(call, Field.arguments));
    return parts.length === 1 && this.references.includes(parts[0]!);
  }

  /** `xs.append(x)`, `xs.insert(0, x)`, and `xs = [x]`. */
  private puts(statement: Node): boolean {
    const { tree } = this.module;
    const expression = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    if (expression === NONE) return false;
    if (tree.kind[expression] === Kind.assignment) {
      const value = tree.childByField(expression, Field.right);
      return (
        this.references.includes(tree.childByField(expression, Field.left)) &&
        value !== NONE &&
        tree.kind[value] === Kind.list &&
        tree
          .namedChildren(value)
          .some((item) => tree.kind[item] !== Kind.comment && tree.kind[item] !== Kind.list_splat)
      );
    }
    const callee = tree.kind[expression] === Kind.call ? tree.childByField(expression, Field.function) : NONE;
    if (callee === NONE || tree.kind[callee] !== Kind.attribute) return false;
    return (
      this.references.includes(tree.childByField(callee, Field.object)) &&
      /^(append|insert)$/.test(tree.textOf(tree.childByField(callee, Field.attribute)))
    );
  }

  /** `if not xs: break`, or another way out. */
  private leavesIfEmpty(statement: Node): boolean {
    const { tree } = this.module;
    if (tree.kind[statement] !== Kind.if_statement || tree.childByField(statement, Field.alternative) !== NONE)
      return false;
    const condition = tree.childByField(statement, Field.condition);
    if (tree.kind[condition] !== Kind.not_operator) return false;
    if (!this.references.includes(tree.childByField(condition, Field.argument))) return false;
    const last = tree.namedChildren(tree.childByField(statement, Field.consequence)).pop();
    return (
      last !== undefined &&
      [Kind.return_statement, Kind.break_statement, Kind.continue_statement, Kind.raise_statement].includes(
        tree.kind[last]!,
      )
    );
  }

  private shrinks(name: Node): boolean {
    const { tree } = this.module;
    const parent = tree.parent[name]!;
    if (tree.kind[parent] === Kind.attribute)
      return /^(pop|clear)$/.test(tree.textOf(tree.childByField(parent, Field.attribute)));
    if (tree.kind[parent] === Kind.subscript) {
      const outer = tree.parent[parent]!;
      return tree.kind[outer] === Kind.delete_statement || tree.kind[outer] === Kind.expression_list;
    }
    return tree.kind[parent] === Kind.assignment && tree.field[name] === Field.left;
  }
}
