/**
 * What other modules need to know about a module: its functions, what these call, and what its other names stand for. A summary follows
 * from the text of the module and its name alone; what lies in further modules is named, not looked up.
 */
import type { Span } from "../findings.js";

/** A call that PyPy's JIT cannot enter, by the name that the lab measured or that a list of packages knows. */
export interface BlockedCall {
  readonly name: string;
  readonly doubt: "none" | "step" | "low";
}

/** A call that a function makes each time, outside of hot loops of its own. */
export interface CallStep {
  /** The call, or the comparison, in UTF-16 code units. */
  readonly span: Span;
  /** The qualified name of what is called; for functions of the same module with the name of that module. Empty for a comparison. */
  readonly callee: string;
  /** The call itself cannot be entered. */
  readonly blocker: BlockedCall | null;
  /** A branch decides whether it runs. */
  readonly isConditional: boolean;
  readonly isAwaited: boolean;
}

/** A `def` of a module or of a class at module level that its decorators leave what it is. */
export interface FunctionSummary {
  /** `f`, or `C.m` for a method. */
  readonly name: string;
  /** As code calls it: `f`, and `C` for `C.__init__`. */
  readonly calledAs: string;
  /** Nodes of its syntax tree: how much it does. */
  readonly size: number;
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  /** `# jit: cold` stands on it. */
  readonly isCold: boolean;
  /** In the order of the text. */
  readonly steps: readonly CallStep[];
}

/** A class at module level. */
export interface ClassSummary {
  /** Qualified names; null where a base is not known. */
  readonly bases: readonly (string | null)[];
  /** What its body binds. */
  readonly members: ReadonlySet<string>;
  /** A call of it makes an instance and runs `__init__`: no `__new__`, metaclass or decorator says otherwise. */
  readonly makesInstances: boolean;
}

/** A call of a function of this module, or of something imported, with the loops around it. */
export interface SummarisedCall {
  readonly span: Span;
  /** A qualified name, as in `CallStep`. */
  readonly callee: string;
  /** The function of this module that the call stands in, where its heat adds to that of the loops: a key of `functions`. */
  readonly caller: string | null;
  /** From the loops around the call alone. */
  readonly heat: {
    readonly rounds: number;
    readonly nested: boolean;
    readonly unbounded: boolean;
    readonly declared: boolean;
    readonly doubtful: boolean;
    /** The header of the loop that decides, and its 1-based line. */
    readonly loop: { readonly span: Span; readonly line: number } | null;
  };
}

/** A module as others see it. */
export interface ModuleSummary {
  /** The dotted name. */
  readonly name: string;
  /** The path as the workspace knows it. */
  readonly file: string;
  /** By `FunctionSummary.name`. */
  readonly functions: ReadonlyMap<string, FunctionSummary>;
  readonly classes: ReadonlyMap<string, ClassSummary>;
  /** Other names of the module, and the qualified names of what they stand for: `dumps` and `json.dumps`, `PATTERN` and `re.Pattern`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Without calls in tests, which try everything in loops. */
  readonly calls: readonly SummarisedCall[];
  /** What is bound in a way that the above does not say: neither they nor submodules of these names are known. */
  readonly unknown: ReadonlySet<string>;
}

/** Larger files, in bytes, are generated tables rather than code that others call. */
export const LARGEST_FILE = 2_000_000;

/** What a dotted name stands for beside a module of the project: a compiled extension. */
export const EXTENSION = "extension";

/** Where a module's imports lead. */
export interface KnownModules {
  /**
   * The module of a dotted name, as code in one certain file imports it. Undefined for what does not belong to the project, and for
   * what has never been looked at.
   */
  module(name: string): Located | undefined;
}

/** A module that was found. Its own imports lead where `imports` says. */
export type Located =
  | {
      readonly kind: "module";
      readonly summary: ModuleSummary;
      readonly imports: KnownModules;
      /** It belongs to a package that is installed for the project. */
      readonly isInstalled: boolean;
    }
  /** A folder without `__init__.py`. */
  | { readonly kind: "namespace" }
  | { readonly kind: typeof EXTENSION };
