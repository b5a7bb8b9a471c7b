/**
 * Values that a loop makes wider than a machine word, although a mask or a remainder cuts them in the end.
 *
 * The statements of a loop's body are gone through a few rounds with the largest value that each name takes, as far as constants show it: a
 * name that a round makes from itself starts at 1, terms of unknown size add nothing, and what is unknown otherwise makes the result unknown.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { ModuleFacts } from "./module.js";
import type { Rows } from "./rows.js";
import type { Binding } from "./scopes.js";
import { WIDEST_MACHINE_INT, wholeNumber } from "./wideConstants.js";

/** A value that outgrows a machine word. */
export interface WideValue {
  /** The calculation that is the first to do so. */
  readonly node: Node;
  /** The name that the result goes to. */
  readonly name: string;
  /** The mask or the remainder. */
  readonly cut: Node;
  readonly isCutAfterLoop: boolean;
  /** It would fit if it were cut in each step of each round, and the result would be the same. */
  readonly couldBeCutEarlier: boolean;
}

/** How large something gets. */
interface Amount {
  readonly max: bigint;
  /** False for what constants and the names of the loop say nothing about. */
  readonly isKnown: boolean;
  /** It is an int. */
  readonly isInt: boolean;
  /** It is made of even multiples: a mask cuts more of it off in each round, and small terms may be all that is left. */
  readonly fades: boolean;
  /** The first calculation on the way to it whose result is too wide. */
  readonly wide?: Calculation | undefined;
}

/** A calculation, and the step that it is part of. */
interface Calculation {
  readonly node: Node;
  readonly step: Step;
}

/** A statement of a loop's body that gives a name a value. */
interface Step {
  /** The `assignment` or `augmented_assignment`. */
  readonly node: Node;
  readonly binding: Binding;
}

/** What is wider than this exceeds a machine word in a fifth of the rounds or more: what is masked takes all values alike. */
const TOO_WIDE = WIDEST_MACHINE_INT + (1n << 61n);

/** Whatever doubles in each round has outgrown a machine word by then. */
const MOST_ROUNDS = 64;

/** Names and shifts beyond this are not followed: it is enough that they are wide. */
const WIDEST = 1n << 512n;

const UNKNOWN: Amount = { max: 0n, isKnown: false, isInt: false, fades: false };

/** The wide values of the hot loop statements in a part of the module, the first of each loop. */
export function wideValuesIn(module: ModuleFacts, { from, to }: Rows): WideValue[] {
  const { tree, index } = module;
  const loops = new Set<Node>();
  for (const kind of [Kind.binary_operator, Kind.augmented_assignment]) {
    for (const node of index.between(from, to, kind)) {
      if (!/^(\*|<<)=?$/.test(tree.textOf(tree.childByField(node, Field.operator)))) continue;
      const loop = loopOfStatementAround(module, node);
      if (loop !== NONE && !loops.has(loop) && module.hotness.isHot(module.hotness.of(node), "pypy")) loops.add(loop);
    }
  }
  return [...loops].flatMap((loop) => {
    const found = tree.hasError(loop) ? undefined : new LoopRun(module, loop).find();
    return found === undefined ? [] : [found];
  });
}

/** The loop whose body has the statement around an expression as one of its own, or `NONE`. */
function loopOfStatementAround({ tree }: ModuleFacts, expression: Node): Node {
  let node = expression;
  while (node !== NONE && tree.kind[node] !== Kind.expression_statement) node = tree.parent[node]!;
  const block = node === NONE ? NONE : tree.parent[node]!;
  if (block === NONE || tree.field[block] !== Field.body) return NONE;
  const loop = tree.parent[block]!;
  return tree.kind[loop] === Kind.for_statement || tree.kind[loop] === Kind.while_statement ? loop : NONE;
}

/** One loop, gone through. */
class LoopRun {
  private readonly steps: readonly Step[];
  private amounts = new Map<Binding, Amount>();
  /** The first calculation that is too wide, and where its result is cut. */
  private found: { readonly wide: Calculation; readonly cut: Node } | undefined;
  /** Cutting in each step instead gives the same bits, or the same remainder. */
  private keepsBits = true;
  private keepsRemainder = true;
  private step: Step | undefined;
  private readonly numbers = new Map<Node, bigint | undefined>();

  constructor(
    private readonly module: ModuleFacts,
    private readonly loop: Node,
  ) {
    this.steps = this.findSteps();
  }

  find(): WideValue | undefined {
    this.run();
    const found = this.found ?? this.foundAfterLoop();
    if (found === undefined) return undefined;
    const { wide, cut } = found;
    const { binding } = wide.step;
    const limit = this.limitOf(cut) ?? 0n;
    const isRowOfOnes = (limit & (limit + 1n)) === 0n;
    const keeps = isRemainder(this.module, cut) ? this.keepsRemainder : this.keepsBits && isRowOfOnes;
    return {
      node: wide.node,
      name: binding.name,
      cut,
      isCutAfterLoop: this.found === undefined,
      couldBeCutEarlier: keeps && !this.isReadBesides(binding, cut) && this.fitsWith(binding, limit),
    };
  }

  /** The assignments to plain local names that are statements of the body, where the loop assigns these names nowhere else. */
  private findSteps(): Step[] {
    const { module, loop } = this;
    const { tree, values } = module;
    const scope = module.scopes.at(loop);
    if (scope.kind !== "function") return [];
    const steps: Step[] = [];
    for (const statement of tree.namedChildren(tree.childByField(loop, Field.body))) {
      const node = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
      if (node === NONE || (tree.kind[node] !== Kind.assignment && tree.kind[node] !== Kind.augmented_assignment))
        continue;
      const left = tree.childByField(node, Field.left);
      const right = tree.childByField(node, Field.right);
      if (left === NONE || right === NONE || tree.kind[left] !== Kind.identifier || tree.isDeep(node)) continue;
      const binding = values.bindingOf(left);
      if (binding !== undefined && binding.scope === scope && !binding.rebound) steps.push({ node, binding });
    }
    const known = new Set(steps.map(({ node }) => node));
    const condition = tree.kind[loop] === Kind.while_statement ? tree.childByField(loop, Field.condition) : NONE;
    return steps.filter(
      ({ binding }) =>
        binding.sites.every((site) => !tree.contains(loop, site.name) || known.has(site.by)) &&
        // A condition on a value keeps it small.
        (condition === NONE || !values.referencesTo(binding).some((name) => tree.contains(condition, name))),
    );
  }

  /**
   * Goes through the rounds until something too wide is cut, or until the loop ends. True if something got too wide.
   *
   * @param cutStep a name whose values are cut in each step by a limit
   */
  private run(cutStep?: { readonly binding: Binding; readonly limit: bigint }): boolean {
    const { module } = this;
    this.amounts = new Map(
      this.steps.map(({ binding }) => [
        binding,
        { max: 1n, isKnown: true, isInt: this.startsAsInt(binding), fades: false },
      ]),
    );
    const { rounds } = module.surroundings.loopAt(this.loop);
    const count = rounds === null ? MOST_ROUNDS : Math.min(rounds, MOST_ROUNDS);
    for (let round = 0, grows = true; round < count && grows; round++) {
      const before = new Map(this.amounts);
      for (const step of this.steps) {
        const { binding } = step;
        this.step = step;
        const amount = this.after(step);
        if (cutStep !== undefined && amount.wide?.step.binding === cutStep.binding) return true;
        const max = cutStep?.binding === binding ? least(amount.max, cutStep.limit) : amount.max;
        this.amounts.set(binding, { ...amount, max });
        if (cutStep === undefined && this.found !== undefined) return true;
      }
      // A sum does not get there.
      grows = [...this.amounts].some(([binding, { max }]) => 4n * max > 5n * before.get(binding)!.max);
    }
    return false;
  }

  /** Nothing of the name gets too wide when each of its steps is cut. */
  private fitsWith(binding: Binding, limit: bigint): boolean {
    return !this.run({ binding, limit });
  }

  private foundAfterLoop(): LoopRun["found"] {
    for (const [binding, { wide }] of this.amounts) {
      const cut = wide?.step.binding === binding ? this.cutAfterLoop(binding) : NONE;
      if (cut !== NONE) return { wide: wide!, cut };
    }
    return undefined;
  }

  /** All values that the name has from outside of the loop are ints. */
  private startsAsInt(binding: Binding): boolean {
    const { tree, values } = this.module;
    return binding.sites
      .filter((site) => !tree.contains(this.loop, site.name))
      .every((site) => {
        if (site.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return false;
        return values.typeOf(tree.childByField(site.by, Field.right))?.type === "int";
      });
  }

  private after({ node, binding }: Step): Amount {
    const { tree } = this.module;
    const right = this.amountOf(tree.childByField(node, Field.right));
    if (tree.kind[node] === Kind.assignment) return right;
    const operator = tree.textOf(tree.childByField(node, Field.operator)).slice(0, -1);
    return this.calculated(node, operator, this.amounts.get(binding)!, right);
  }

  private amountOf(node: Node): Amount {
    const { module } = this;
    const { tree, values } = module;
    switch (tree.kind[node]) {
      case Kind.parenthesized_expression:
        return this.amountOf(tree.firstNamed(node));
      case Kind.identifier: {
        const binding = values.bindingOf(node);
        const amount = binding === undefined ? undefined : this.amounts.get(binding);
        if (amount !== undefined) return amount;
        break;
      }
      case Kind.binary_operator: {
        const left = this.amountOf(tree.childByField(node, Field.left));
        const right = this.amountOf(tree.childByField(node, Field.right));
        return this.calculated(node, tree.textOf(tree.childByField(node, Field.operator)), left, right);
      }
      default:
    }
    const type = values.typeOf(node)?.type;
    return { ...UNKNOWN, isInt: type === "int" || type === "bool" };
  }

  /** The result of an operator. Of two unknown amounts, or of a product or a shift by one, nothing is known. */
  private calculated(node: Node, operator: string, left: Amount, right: Amount): Amount {
    const { tree } = this.module;
    const number = this.numberAt(tree.childByField(node, Field.right));
    const first =
      tree.kind[node] === Kind.binary_operator ? this.numberAt(tree.childByField(node, Field.left)) : undefined;
    const isInt = (left.isInt || first !== undefined) && (right.isInt || number !== undefined);
    const unknown: Amount = { ...UNKNOWN, isInt };
    if (!left.isKnown && !right.isKnown) return unknown;
    const a = left.isKnown ? left.max : (first ?? 0n);
    const b = right.isKnown ? right.max : (number ?? 0n);
    const isOneUnknown = (!left.isKnown && first === undefined) || (!right.isKnown && number === undefined);
    const result = (max: bigint, fades: boolean): Amount => {
      const size = least(max < 0n ? -max : max, WIDEST);
      const wide = left.wide ?? right.wide ?? (size > TOO_WIDE ? { node, step: this.step! } : undefined);
      return { max: size, isKnown: true, isInt, fades, wide };
    };
    const oneFades = left.fades || right.fades;
    const sumFades = (left.fades || !left.isKnown) && (right.fades || !right.isKnown);
    switch (operator) {
      case "+":
        return result(a + b, sumFades);
      case "-":
        return result(a > b ? a : b, sumFades);
      case "|":
      case "^":
        this.keepsRemainder = false;
        return result(a > b ? a : b, sumFades);
      case "*":
        return isOneUnknown ? unknown : result(a * b, oneFades || isEven(first) || isEven(number));
      case "<<":
        return number === undefined || number < 0n || number > 512n ? unknown : result(a << number, true);
      case ">>":
      case "//":
        // What is left of a value may be any part of it.
        this.keepsBits = false;
        this.keepsRemainder = false;
        return unknown;
      case "&":
        return first === undefined ? this.reduced(node, left, number, number) : this.reduced(node, right, first, first);
      case "%":
        // The remainder of a float has a float's width.
        return isInt ? this.reduced(node, left, number, number === undefined ? undefined : number - 1n) : unknown;
      default:
        return unknown;
    }
  }

  /** A mask or a remainder: `most` is the largest result. */
  private reduced(node: Node, amount: Amount, limit: bigint | undefined, most: bigint | undefined): Amount {
    const isUnknown = limit === undefined || most === undefined || limit <= 0n || !amount.isKnown;
    if (isUnknown || (amount.fades && isEven(most + 1n))) return { ...UNKNOWN, isInt: true };
    if (amount.wide !== undefined) this.found ??= { wide: amount.wide, cut: node };
    return { max: least(amount.max, most), isKnown: true, isInt: true, fades: false };
  }

  /** The mask or remainder that is the first thing that happens to the name behind the loop, or `NONE`. */
  private cutAfterLoop(binding: Binding): Node {
    const { module, loop } = this;
    const { tree, values } = module;
    const end = tree.endOf(loop);
    const reference = values.referencesTo(binding).find((name) => tree.startOf(name) >= end);
    if (reference === undefined || module.scopes.at(reference) !== binding.scope) return NONE;
    let node = reference;
    while (tree.kind[tree.parent[node]!] === Kind.parenthesized_expression) node = tree.parent[node]!;
    const cut = tree.parent[node]!;
    if (tree.kind[cut] !== Kind.binary_operator && tree.kind[cut] !== Kind.augmented_assignment) return NONE;
    if (!/^[&%]=?$/.test(tree.textOf(tree.childByField(cut, Field.operator))) || tree.field[node] !== Field.left)
      return NONE;
    if (isRemainder(module, cut) && this.amounts.get(binding)?.isInt !== true) return NONE;
    return (this.limitOf(cut) ?? 0n) > 0n ? cut : NONE;
  }

  /** The constant operand of a mask or remainder. */
  private limitOf(cut: Node): bigint | undefined {
    const { tree } = this.module;
    return this.numberAt(tree.childByField(cut, Field.right)) ?? this.numberAt(tree.childByField(cut, Field.left));
  }

  private numberAt(node: Node): bigint | undefined {
    if (!this.numbers.has(node)) this.numbers.set(node, wholeNumber(this.module, node));
    return this.numbers.get(node);
  }

  /** The loop reads the name elsewhere than in its own steps and where it is cut. */
  private isReadBesides(binding: Binding, cut: Node): boolean {
    const { tree, values } = this.module;
    const places = this.steps.filter((step) => step.binding === binding || tree.contains(step.node, cut));
    return values
      .referencesTo(binding)
      .some((name) => tree.contains(this.loop, name) && !places.some(({ node }) => tree.contains(node, name)));
  }
}

function isRemainder({ tree }: ModuleFacts, cut: Node): boolean {
  return tree.textOf(tree.childByField(cut, Field.operator)).startsWith("%");
}

function isEven(number: bigint | undefined): boolean {
  return number !== undefined && number % 2n === 0n;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
