/**
 * The calls that make the object that an expression stands for. Only what is made anew in each round counts: what a module keeps, or a
 * parameter without a known call brings, is one object for all rounds as far as anybody can tell.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { enclosingFunction } from "./functions.js";
import type { Heat } from "./hotness.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { reaching } from "./reachingAssignments.js";
import { unparenthesized } from "./rounds.js";
import type { Binding, BindingSite } from "./scopes.js";
import { loopConstruct } from "./surroundings.js";
import { argumentsOf } from "./varyingNames.js";

/** The calls; `items` for an item of something of which the text does not show what was put in; undefined where nothing is known. */
export type Origins = readonly Node[] | "items" | undefined;

/** Origins are looked for behind so many names and calls. */
const FURTHEST = 6;

/** And in so many expressions, since functions may call each other in many ways. */
const MOST_EXPRESSIONS = 100;

/** Where the object of an attribute in a hot loop comes from. */
export function originsOf(module: ModuleFacts, object: Node, heat: Heat): Origins {
  if (heat.loop === null) return undefined;
  const { tree } = module;
  const loop = loopConstruct(tree, heat.loop);
  // A function that the loop calls runs once in each round.
  return new OriginSearch(module, heat).of(object, tree.contains(loop, object) ? loop : functionOf(tree, object), 0);
}

class OriginSearch {
  private readonly tree: Tree;
  private expressions = 0;

  constructor(
    private readonly module: ModuleFacts,
    private readonly heat: Heat,
  ) {
    this.tree = module.tree;
  }

  /** @param round what runs once in each round: assignments elsewhere say nothing about one */
  of(expression: Node, round: Node, depth: number): Origins {
    const { tree, module } = this;
    module.tracker.readAt(expression);
    if (depth > FURTHEST || this.expressions++ > MOST_EXPRESSIONS) return undefined;
    const node = unparenthesized(tree, expression);
    switch (tree.kind[node]) {
      case Kind.conditional_expression: {
        const [yes, , no] = tree.namedChildren(node);
        if (yes === undefined || no === undefined) return undefined;
        return together([this.of(yes, round, depth + 1), this.of(no, round, depth + 1)]);
      }
      case Kind.call: {
        const callee = module.values.of(tree.childByField(node, Field.function));
        if (callee?.kind === "class") return callee.exact ? [node] : undefined;
        return callee?.kind === "function" ? this.ofResult(callee.fn, depth) : undefined;
      }
      case Kind.identifier: {
        const binding = module.values.bindingOf(node);
        return binding === undefined || binding.rebound ? undefined : this.ofName(binding, node, round, depth);
      }
      default:
        return undefined;
    }
  }

  private ofResult(fn: FunctionInfo, depth: number): Origins {
    const { tree } = this;
    if (fn.isAsync || fn.isGenerator || fn.decoration === "unknown" || fn.decoration === "property") return undefined;
    this.module.tracker.readAt(fn.node);
    const results: Origins[] = [];
    for (let node = fn.node; node < tree.next[fn.node]!; node++) {
      if (tree.kind[node] !== Kind.return_statement || enclosingFunction(tree, node) !== fn.node) continue;
      const value = tree.firstNamed(node);
      results.push(value === NONE ? undefined : this.of(value, fn.node, depth + 1));
    }
    return together(results);
  }

  private ofName(binding: Binding, name: Node, round: Node, depth: number): Origins {
    const { tree } = this;
    const { sites, scope } = binding;
    if (scope.kind !== "function" && scope.kind !== "comprehension") return undefined;
    if (sites.length === 1 && sites[0]!.kind === "parameter") return this.ofParameter(binding, depth);
    if (sites.every(({ kind }) => kind === "for")) {
      const site = sites.findLast(({ by }) => tree.contains(loopOf(tree, by), name));
      if (site === undefined || tree.childByField(site.by, Field.left) !== site.name) return undefined;
      return this.ofItems(tree.childByField(site.by, Field.right), depth + 1);
    }
    if (!sites.every((it) => isPlainAssignment(tree, it))) return undefined;
    const assigned = reaching(tree, sites, name, round);
    return together(assigned.map(({ by }) => this.of(tree.childByField(by, Field.right), round, depth + 1)));
  }

  /** What the call in the loop passes. */
  private ofParameter({ scope, name }: Binding, depth: number): Origins {
    const [step, more] = this.heat.chain;
    if (step === undefined || more !== undefined || step.callee.scope !== scope) return undefined;
    if (this.tree.kind[step.call] !== Kind.call || this.heat.loop === null) return undefined;
    this.module.tracker.readAt(step.call);
    const passed = argumentsOf(this.module, step.call, step.callee).find(({ parameter }) => parameter === name);
    if (passed === undefined || !passed.whole) return undefined;
    return this.of(passed.value, loopConstruct(this.tree, this.heat.loop), depth + 1);
  }

  /** What the text shows to be put into a container. */
  private ofItems(iterable: Node, depth: number): Origins {
    const { tree, module } = this;
    if (iterable === NONE || depth > FURTHEST) return undefined;
    module.tracker.readAt(iterable);
    const node = unparenthesized(tree, iterable);
    switch (tree.kind[node]) {
      case Kind.list:
      case Kind.tuple:
      case Kind.set:
        return someOf(tree.namedChildren(node).map((item) => this.of(item, functionOf(tree, item), depth + 1)));
      case Kind.list_comprehension:
      case Kind.generator_expression:
      case Kind.set_comprehension:
        return someOf([this.of(tree.childByField(node, Field.body), node, depth + 1)]);
      case Kind.identifier: {
        const binding = module.values.bindingOf(node);
        if (binding === undefined || binding.rebound) return "items";
        const assigned = binding.sites.map((site) =>
          isPlainAssignment(tree, site) ? this.ofItems(tree.childByField(site.by, Field.right), depth + 1) : "items",
        );
        return someOf([...assigned, ...this.added(binding, depth)]);
      }
      default:
        return "items";
    }
  }

  /** What `append` and the like add to a container of a function. */
  private added(binding: Binding, depth: number): Origins[] {
    const { tree, module } = this;
    if (binding.scope.kind !== "function") return [];
    return module.values.referencesTo(binding).flatMap((reference): Origins[] => {
      const method = tree.parent[reference]!;
      const call = tree.parent[method]!;
      if (tree.kind[method] !== Kind.attribute || tree.kind[call] !== Kind.call) return [];
      if (!/^(append|appendleft|add)$/.test(tree.textOf(tree.childByField(method, Field.attribute)))) return [];
      const [item] = tree.namedChildren(tree.childByField(call, Field.arguments));
      return item === undefined ? [] : [this.of(item, functionOf(tree, item), depth + 1)];
    });
  }
}

/** All of them, where all are known. */
function together(origins: readonly Origins[]): Origins {
  const calls: Node[] = [];
  let isSome = false;
  for (const origin of origins) {
    if (origin === undefined) return undefined;
    if (origin === "items") isSome = true;
    else calls.push(...origin);
  }
  if (isSome) return "items";
  return calls.length === 0 ? undefined : calls;
}

/** What is known of what a container got: others may have been put in as well. */
function someOf(origins: readonly Origins[]): Origins {
  const calls = origins.flatMap((origin) => (origin === undefined || origin === "items" ? [] : origin));
  return calls.length === 0 ? "items" : calls;
}

function isPlainAssignment(tree: Tree, { kind, by, name }: BindingSite): boolean {
  return (
    kind === "assignment" &&
    tree.kind[tree.parent[by]!] === Kind.expression_statement &&
    tree.childByField(by, Field.left) === name &&
    tree.childByField(by, Field.right) !== NONE
  );
}

/** What a name that `for` binds is read in: the statement, or the comprehension around the clause. */
function loopOf(tree: Tree, by: Node): Node {
  return tree.kind[by] === Kind.for_in_clause ? tree.parent[by]! : by;
}

/** The function around a node; itself where there is none. */
function functionOf(tree: Tree, node: Node): Node {
  const fn = enclosingFunction(tree, node);
  return fn === NONE ? node : fn;
}
