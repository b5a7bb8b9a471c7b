/** Makes the summary of a module that other modules look at. That of a module that is edited follows its text. */
import type {
  BlockedCall,
  CallStep,
  ClassSummary,
  FunctionSummary,
  ModuleSummary,
  SummarisedCall,
} from "./modules/summary.js";
import { blockedCallAt, blockersOf } from "./rules/shared/blockers.js";
import type { Heat } from "./semantics/hotness.js";
import type { ModuleName } from "./semantics/imports.js";
import type { ClassInfo, FunctionInfo, Value } from "./semantics/model.js";
import type { ModuleFacts } from "./semantics/module.js";
import { PartMemo } from "./semantics/partMemo.js";
import type { Rows } from "./semantics/rows.js";
import { Memo } from "./semantics/tracking.js";
import { Field, Kind } from "./syntax/kinds.generated.js";
import type { TreeChange } from "./syntax/moduleTree.js";
import type { Node } from "./syntax/tree.js";

/** A step of a function by its node, which stays when text before it changes. */
interface Step {
  readonly node: Node;
  readonly callee: string;
  readonly blocker: BlockedCall | null;
  readonly isConditional: boolean;
  readonly isAwaited: boolean;
}

/** A call by its node. */
interface Call extends Pick<SummarisedCall, "callee" | "caller"> {
  readonly node: Node;
  readonly heat: Heat;
}

/** Tests call everything in loops, of a handful of cases. */
function isTest(file: string): boolean {
  return /(^|[/\\])(tests?|testing)[/\\]|(^|[/\\])(test_\w*|\w*_test|conftest)\.py$/.test(file);
}

/** Summarises one module again and again. */
export class Summariser {
  private readonly steps: Memo<FunctionInfo, readonly Step[]>;
  private readonly calls: PartMemo<Call>;

  /**
   * @param name the module's name
   * @param file its path as the workspace knows it
   */
  constructor(
    private readonly module: ModuleFacts,
    private readonly name: ModuleName,
    private readonly file: string,
  ) {
    this.calls = new PartMemo(module.tracker, module.parts, (rows) => this.findCalls(rows));
    this.steps = new Memo(module.tracker, (fn) => this.findSteps(fn), { home: (fn) => fn.node });
  }

  /** The summary of the present text. */
  summary(): ModuleSummary {
    const functions = new Map<string, FunctionSummary>();
    const classes = new Map<string, ClassSummary>();
    const aliases = new Map<string, string>();
    const unknown = new Set<string>();
    const { scopes, values } = this.module;
    for (const [key, binding] of scopes.module.bindings) {
      const value = values.valueOfBinding(binding);
      if (value?.kind === "function") {
        const summary = this.functionSummary(value.fn, key, key);
        if (summary !== null) functions.set(key, summary);
        else unknown.add(key);
      } else if (value?.kind === "class" && value.cls.scope.outer === scopes.module) {
        classes.set(key, this.classSummary(value.cls, key, functions));
      } else {
        const alias = this.meaningOf(value);
        if (alias === null) unknown.add(key);
        else aliases.set(key, alias);
      }
    }
    const calls = isTest(this.file) ? [] : this.calls.all().map((call) => this.callSummary(call));
    return { name: this.name.name, file: this.file, functions, classes, aliases, unknown, calls };
  }

  private functionSummary(fn: FunctionInfo, name: string, calledAs: string): FunctionSummary | null {
    if (fn.decoration === "unknown" || fn.decoration === "property") return null;
    const { tree, hotness } = this.module;
    return {
      name,
      calledAs,
      size: tree.next[fn.node]! - fn.node,
      isGenerator: fn.isGenerator,
      isAsync: fn.isAsync,
      isCold: hotness.isDeclaredCold(fn),
      steps: this.steps.get(fn).map(({ node, ...step }): CallStep => ({ ...step, span: this.module.spanOf(node) })),
    };
  }

  private classSummary(cls: ClassInfo, name: string, functions: Map<string, FunctionSummary>): ClassSummary {
    const { values } = this.module;
    const members = new Set<string>();
    for (const key of cls.scope.bindings.keys()) {
      members.add(key);
      const fn = values.memberOf(cls, key);
      if (fn === undefined || fn.owner !== cls) continue;
      const summary = this.functionSummary(fn, `${name}.${key}`, key === "__init__" ? name : key);
      if (summary !== null) functions.set(summary.name, summary);
    }
    return {
      bases: values.basesOf(cls).map((base) => this.meaningOf(base)),
      members,
      makesInstances: values.makesInstances(cls),
    };
  }

  private findSteps(fn: FunctionInfo): Step[] {
    const { module } = this;
    const { tree } = module;
    const steps: Step[] = [];
    for (const { node, isConditional } of blockersOf(module).stepsOf(fn)) {
      const blocker = blockedCallAt(module, node) ?? null;
      const callee = tree.kind[node] === Kind.call ? this.calleeOf(node) : null;
      if (blocker === null && (callee === null || callee.startsWith("builtins."))) continue;
      const isAwaited = tree.kind[tree.parent[node]!] === Kind.await;
      steps.push({ node, callee: callee ?? "", blocker, isConditional, isAwaited });
    }
    return steps;
  }

  /** Goes with a change of the module. */
  follow(change: TreeChange): void {
    this.calls.follow(change);
  }

  private findCalls({ from, to }: Rows): Call[] {
    const { module } = this;
    const calls: Call[] = [];
    for (const node of module.index.between(from, to, Kind.call)) {
      const callee = this.calleeOf(node);
      if (callee === null || callee.startsWith("builtins.") || callee.startsWith(".")) continue;
      const { own, caller } = module.hotness.sourceOf(node);
      const by = caller === null ? null : this.summaryName(caller);
      // What is called once adds nothing, and of a function inside another nobody elsewhere knows how hot it is.
      if (own.rounds === 0 || (own.rounds <= 1 && !own.declared && by === null)) continue;
      calls.push({ node, callee, caller: by, heat: own });
    }
    return calls;
  }

  private callSummary({ node, callee, caller, heat }: Call): SummarisedCall {
    const { module } = this;
    const { rounds, nested, unbounded, declared, doubtful, loop } = heat;
    const where =
      loop === null ? null : { span: module.surroundings.headerOf(loop), line: module.lineNumber(loop.node) };
    return {
      span: module.spanOf(node),
      callee,
      caller,
      heat: { rounds, nested, unbounded, declared, doubtful, loop: where },
    };
  }

  /** The qualified name of what a call calls, or null. */
  private calleeOf(call: Node): string | null {
    const { module } = this;
    const own = module.calls.calleeOf(call);
    if (own !== undefined) return this.qualified(own);
    const value = module.values.of(module.tree.childByField(call, Field.function));
    return value?.kind === "external" ? value.name : null;
  }

  /** The name of one of this module's functions as other modules write it; null for one inside another function. */
  private qualified(fn: FunctionInfo): string | null {
    const name = this.summaryName(fn);
    return name === null ? null : `${this.name.name}.${name}`;
  }

  /** `f` or `C.m`; null for a function inside another one. */
  private summaryName(fn: FunctionInfo): string | null {
    const outer = fn.owner === null ? fn.scope.outer : fn.owner.scope.outer;
    if (outer !== this.module.scopes.module) return null;
    return fn.owner === null ? fn.name : `${fn.owner.name}.${fn.name}`;
  }

  private meaningOf(value: Value | undefined): string | null {
    switch (value?.kind) {
      case "external":
        return value.name;
      case "instance":
        if (value.cls === null) return value.certain ? `${value.type}` : null;
        return value.exact && value.cls.scope.outer === this.module.scopes.module
          ? `${this.name.name}.${value.cls.name}()`
          : null;
      case "class":
        return value.cls.scope.outer === this.module.scopes.module ? `${this.name.name}.${value.cls.name}` : null;
      default:
        return null;
    }
  }
}
