/** Which log records a module writes, as far as it says so itself. */
import type { ModuleFacts } from "../../semantics/module.js";
import { Memo } from "../../semantics/tracking.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";

/** What the module `logging` starts with. */
const DEFAULT_LEVEL = 30;

const LEVELS: ReadonlyMap<string, number> = new Map([
  ["logging.DEBUG", 10],
  ["logging.INFO", 20],
  ["logging.WARNING", 30],
  ["logging.ERROR", 40],
  ["logging.CRITICAL", 50],
]);

/**
 * The lowest level, as a number of the module `logging`, that is certainly on: what `basicConfig(level=…)` and `setLevel(…)` of a logger
 * say in the module by one of the constants, where they agree; the default where the module says nothing; infinity where it says several
 * things, or one that is not known.
 */
export function enabledLevel(module: ModuleFacts): number {
  return module.once(rememberLevel).get(null);
}

function rememberLevel(module: ModuleFacts): Memo<null, number> {
  return new Memo(module.tracker, () => findLevel(module));
}

function findLevel(module: ModuleFacts): number {
  const { tree, index } = module;
  module.readEverything();
  const levels = new Set<number>();
  for (const call of index.all(Kind.call)) {
    const callee = tree.childByField(call, Field.function);
    if (callee === NONE || !/\b(basicConfig|setLevel|disable|dictConfig|fileConfig)$/.test(tree.textOf(callee)))
      continue;
    const level = levelSetBy(module, call, callee);
    if (level !== undefined) levels.add(level);
  }
  if (levels.size === 0) return DEFAULT_LEVEL;
  return levels.size === 1 ? [...levels][0]! : Number.POSITIVE_INFINITY;
}

/** The level that a call sets; infinity if that is not known, undefined if it sets none. */
function levelSetBy(module: ModuleFacts, call: Node, callee: Node): number | undefined {
  const { tree, values } = module;
  const value = values.of(callee);
  const list = tree.childByField(call, Field.arguments);
  if (value?.kind !== "external" || list === NONE) return Number.POSITIVE_INFINITY;
  if (value.name === "logging.basicConfig") {
    const level = tree
      .namedChildren(list)
      .find(
        (part) =>
          tree.kind[part] === Kind.keyword_argument && tree.textOf(tree.childByField(part, Field.name)) === "level",
      );
    return level === undefined ? undefined : levelOf(module, tree.childByField(level, Field.value));
  }
  return value.name === "logging.Logger.setLevel" ? levelOf(module, tree.firstNamed(list)) : Number.POSITIVE_INFINITY;
}

function levelOf(module: ModuleFacts, expression: Node): number {
  const value = module.values.of(expression);
  const level = value?.kind === "external" ? LEVELS.get(value.name) : undefined;
  return level ?? Number.POSITIVE_INFINITY;
}
