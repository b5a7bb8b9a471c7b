/** Values that only a generator refers to. Where its loops stand in line, they live as long as the function around. */
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { BindingSite } from "../semantics/scopes.js";
import { onlySite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import { certainNumber } from "./certainTypes.js";
import type { Argument } from "./generatorCall.js";
import { isPlainLocal, purityOf } from "./purity.js";

/**
 * The generator's variables, by their names in it, that may keep something alive whose end can be seen: a file, a generator with a
 * `finally`. Numbers and texts have no such end, and a variable of the consumer that is never set again keeps its value anyway.
 *
 * @param heldByTarget the variable whose value the loop's target has too, for as long
 */
export function keptValues(
  module: ModuleFacts,
  generator: FunctionInfo,
  given: readonly Argument[],
  heldByTarget: string | undefined,
): string[] {
  const kept: string[] = [];
  for (const binding of generator.scope.bindings.values()) {
    const name = binding.name.normalize("NFKC");
    if (name === heldByTarget) continue;
    const argument = given.find(({ parameter }) => parameter === name);
    const isHarmless = binding.sites.every((site) =>
      site.kind === "parameter" ? argument !== undefined && isHeld(module, argument) : hasPlainValue(module, site),
    );
    if (!isHarmless) kept.push(name);
  }
  return kept;
}

/** Something else refers to what the call gives for the parameter, or it has no end that can be seen. */
function isHeld(module: ModuleFacts, { value, standsForItself }: Argument): boolean {
  if (standsForItself || isPlain(module, value)) return true;
  if (module.tree.kind[value] !== Kind.identifier || !isPlainLocal(module, value)) return false;
  return onlySite(module.values.bindingOf(value)!) !== undefined;
}

function hasPlainValue(module: ModuleFacts, site: BindingSite): boolean {
  const { tree } = module;
  if (site.kind === "annotation" || isSimple(module, site.name)) return true;
  if (tree.childByField(site.by, Field.left) !== site.name) return false;
  const right = tree.childByField(site.by, Field.right);
  if (site.kind === "assignment") return isPlain(module, right);
  return site.kind === "for" && isDisplay(module, right) && isPlain(module, right);
}

/** Types whose values are nothing but themselves. */
const SIMPLE: ReadonlySet<string> = new Set(["int", "float", "complex", "bool", "str", "bytes", "None", "range"]);

function isSimple(module: ModuleFacts, expression: Node): boolean {
  const type = module.values.typeOf(expression);
  return certainNumber(module, expression) !== undefined || (type?.certain === true && SIMPLE.has(type.type));
}

/** A number, a text, or a display of nothing else. */
function isPlain(module: ModuleFacts, expression: Node): boolean {
  const { tree } = module;
  if (isSimple(module, expression) || purityOf(module, expression) === "constant") return true;
  return isDisplay(module, expression) && tree.namedChildren(expression).every((item) => isPlain(module, item));
}

function isDisplay(module: ModuleFacts, expression: Node): boolean {
  const kind = module.tree.kind[expression];
  return kind === Kind.list || kind === Kind.tuple;
}
