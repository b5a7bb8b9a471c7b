/** What an `eval` or `exec` is given: text, text that defines a function, or code that was compiled before. */
import { innermostRight } from "../../semantics/assignments.js";
import type { ModuleFacts } from "../../semantics/module.js";
import { onlySite } from "../../semantics/scopes.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";

/** `function`: the text shows a `def`, a `class` or a `lambda` that comes out as a new one. */
export type Evaluated = "text" | "function" | "code" | "unknown";

/** Names that stand for other names are followed this far. */
const DEEPEST = 3;
/** Operators and calls of `format` around a literal are looked through this far. */
const MOST_STEPS = 20;

const NEW_LAMBDA = /^\s*\(?\s*lambda\b/;
const NEW_DEFINITION = /^[ \t]*(@|(async[ \t]+)?def[ \t]|class[ \t])/m;

/** What the call of `eval` or `exec` gets as its first argument, as far as the module shows. */
export function evaluatedBy(module: ModuleFacts, call: Node): Evaluated {
  const { tree, values } = module;
  const list = tree.childByField(call, Field.arguments);
  const first = list === NONE || tree.kind[list] !== Kind.argument_list ? NONE : tree.firstNamed(list);
  if (first === NONE) return "unknown";
  const source = sourceOf(module, first, 0);
  if (isCompiled(module, source)) return "code";
  const literal = leadingLiteral(module, source);
  if (literal !== null) {
    const callee = values.of(tree.childByField(call, Field.function));
    const isEval = callee?.kind === "external" && callee.name === "builtins.eval";
    return (isEval ? NEW_LAMBDA : NEW_DEFINITION).test(literal) ? "function" : "text";
  }
  const type = values.typeOf(first);
  return type?.type === "str" && type.certain ? "text" : "unknown";
}

/** The expression that a name is bound to where that is one expression, else the expression itself. */
function sourceOf(module: ModuleFacts, expression: Node, depth: number): Node {
  const { tree, values, tracker } = module;
  if (tree.kind[expression] === Kind.parenthesized_expression) {
    const inner = tree.firstNamed(expression);
    return inner === NONE ? expression : sourceOf(module, inner, depth);
  }
  if (tree.kind[expression] !== Kind.identifier || depth >= DEEPEST) return expression;
  const binding = values.bindingOf(expression);
  const site = binding === undefined ? undefined : onlySite(binding);
  if (site?.kind !== "assignment") return expression;
  tracker.readAt(site.by);
  if (tree.kind[site.by] !== Kind.assignment || tree.childByField(site.by, Field.left) !== site.name) return expression;
  const right = innermostRight(tree, tree.childByField(site.by, Field.right));
  return right === NONE ? expression : sourceOf(module, right, depth + 1);
}

function isCompiled(module: ModuleFacts, expression: Node): boolean {
  const { tree, values } = module;
  if (tree.kind[expression] !== Kind.call) return false;
  const callee = values.of(tree.childByField(expression, Field.function));
  return callee?.kind === "external" && callee.name === "builtins.compile";
}

/** The text that a literal begins with, also as the left of `%` and `+` and as the object of `.format()`; null where there is none. */
function leadingLiteral(module: ModuleFacts, expression: Node): string | null {
  const { tree } = module;
  let node = expression;
  for (let steps = 0; steps < MOST_STEPS && node !== NONE; steps++) {
    switch (tree.kind[node]) {
      case Kind.string:
        return contentOf(tree.textOf(node));
      case Kind.concatenated_string:
      case Kind.parenthesized_expression:
        node = tree.firstNamed(node);
        break;
      case Kind.binary_operator:
        node = sourceOf(module, tree.childByField(node, Field.left), 1);
        break;
      case Kind.call: {
        const callee = tree.childByField(node, Field.function);
        if (callee === NONE || tree.kind[callee] !== Kind.attribute) return null;
        if (tree.textOf(tree.childByField(callee, Field.attribute)) !== "format") return null;
        node = sourceOf(module, tree.childByField(callee, Field.object), 1);
        break;
      }
      default:
        return null;
    }
  }
  return null;
}

/** A string as written, without prefix and opening quotes, with line ends where it says `\n`. */
function contentOf(written: string): string {
  return written.replace(/^[a-z]*("""|'''|"|')(\\\n)?/i, "").replace(/\\n/g, "\n");
}
