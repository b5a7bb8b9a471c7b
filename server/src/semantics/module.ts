/** Everything that is known about one module's text. Rules get this and nothing else. */
import type { Place, Span } from "../findings.js";
import type { Node, Tree } from "../syntax/tree.js";
import { hotSegments, type Segment } from "./branches.js";
import { CallGraph } from "./calls.js";
import { type Directives, readDirectives } from "./directives.js";
import { Definitions } from "./functions.js";
import { type Heat, Hotness } from "./hotness.js";
import { Lines } from "./lines.js";
import { buildScopes, type ScopeTable } from "./scopes.js";
import { SurroundingsFinder } from "./surroundings.js";
import { TreeIndex } from "./treeIndex.js";
import { Values } from "./values.js";

/** The facts of one module. */
export class ModuleFacts {
  readonly lines: Lines;
  readonly index: TreeIndex;
  readonly scopes: ScopeTable;
  readonly definitions: Definitions;
  readonly values: Values;
  readonly calls: CallGraph;
  readonly directives: Directives;
  readonly surroundings: SurroundingsFinder;
  readonly hotness: Hotness;
  private segmentsKnown: readonly Segment[] | undefined;

  constructor(readonly tree: Tree) {
    this.lines = new Lines(tree.text);
    this.index = new TreeIndex(tree);
    this.scopes = buildScopes(tree);
    this.definitions = new Definitions(tree, this.scopes, this.index);
    this.values = new Values(tree, this.scopes, this.definitions);
    this.calls = new CallGraph(tree, this.values, this.definitions, this.index);
    this.directives = readDirectives(tree, this.index, this.lines);
    this.surroundings = new SurroundingsFinder(tree, this.values, this.index, this.lines, this.directives);
    this.hotness = new Hotness(
      tree,
      this.definitions,
      this.calls,
      this.surroundings,
      this.directives,
      this.lines,
      this.index,
    );
  }

  /** The data-driven checks of every hot loop, found when first asked for. */
  get segments(): readonly Segment[] {
    this.segmentsKnown ??= hotSegments(this);
    return this.segmentsKnown;
  }

  /** The text range of a node. */
  spanOf(node: Node): Span {
    return { start: this.tree.start[node]!, end: this.tree.end[node]! };
  }

  /** The place of a node in this module. */
  placeOf(node: Node): Place {
    return { span: this.spanOf(node) };
  }

  /** The 1-based line of a node, as people count. */
  lineNumber(node: Node): number {
    return this.lines.lineAt(this.tree.start[node]!) + 1;
  }

  /** The header of the loop that makes something hot, or null. */
  loopPlace(heat: Heat): Place | null {
    return heat.loop === null ? null : { span: this.surroundings.headerOf(heat.loop) };
  }
}
