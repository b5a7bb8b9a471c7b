/** The things that names stand for. */
import type { Node } from "../syntax/tree.js";
import { BUILTINS } from "./builtins.js";
import type { Scope } from "./scopes.js";

/** How a function is reached: what its decorators make of it. `unknown` for a decorator that may wrap it in anything. */
export type Decoration = "plain" | "property" | "static" | "class" | "unknown";

/** A `def` of this module. */
export interface FunctionInfo {
  readonly node: Node;
  readonly name: string;
  readonly scope: Scope;
  /** The class in whose body it stands directly. */
  readonly owner: ClassInfo | null;
  readonly decoration: Decoration;
  readonly isAsync: boolean;
  /** A `yield` stands in its own body. */
  readonly isGenerator: boolean;
}

/** A class of this module. */
export interface ClassInfo {
  readonly node: Node;
  readonly name: string;
  readonly scope: Scope;
}

/** A value whose type is known. `name` is a builtin type (`int`, `list`), a qualified name (`re.Pattern`), or a class of this module. */
export interface Instance {
  readonly kind: "instance";
  readonly type: string;
  readonly cls: ClassInfo | null;
  /** False when the type is known from an annotation only. */
  readonly certain: boolean;
  /** False when it may be of a subclass: `self`, what an annotation names. Says something for classes of this module alone. */
  readonly exact: boolean;
  /** What it contains, where that is one type: items of a list, characters of a str. */
  readonly element: Instance | null;
}

/** Something imported, a builtin, or an attribute of a value of a builtin type: `json.dumps`, `builtins.sorted`, `str.join`. */
export interface External {
  readonly kind: "external";
  readonly name: string;
  readonly certain: boolean;
  /** An attribute of a value rather than of a module or class: it may be computed, and what its own attributes are is not known. */
  readonly ofValue: boolean;
}

/** What an expression stands for. */
export type Value =
  | Instance
  | External
  | { readonly kind: "function"; readonly fn: FunctionInfo; readonly bound: boolean }
  /** `exact` is false for `cls`, which may be a subclass. */
  | { readonly kind: "class"; readonly cls: ClassInfo; readonly exact: boolean };

/** A value of a builtin type. */
export function instance(type: string, certain = true, element: Instance | null = null): Instance {
  return { kind: "instance", type, cls: null, certain, exact: true, element };
}

/** A value of a class of this module. */
export function instanceOf(cls: ClassInfo, { certain, exact }: { certain: boolean; exact: boolean }): Instance {
  // A class that has the name of a builtin type is not that type.
  const type = BUILTINS.has(cls.name) ? `class ${cls.name}` : cls.name;
  return { kind: "instance", type, cls, certain, exact, element: null };
}

/** The common type of two values, or undefined where they differ. */
export function join(a: Instance | undefined, b: Instance | undefined): Instance | undefined {
  if (a === undefined || b === undefined || a.type !== b.type || a.cls !== b.cls) return undefined;
  if (a.certain === b.certain && a.exact === b.exact && a.element === b.element) return a;
  const element = a.element !== null && b.element !== null ? (join(a.element, b.element) ?? null) : null;
  return { ...a, certain: a.certain && b.certain, exact: a.exact && b.exact, element };
}

/** A value as certain as the one that it was reached through, with what it contains. */
export function reachedThrough<T extends Value>(value: T | undefined, certain: boolean): T | undefined {
  if (certain || value === undefined) return value;
  if (value.kind === "external") return { ...value, certain: false };
  if (value.kind !== "instance") return value;
  return { ...value, certain: false, element: reachedThrough(value.element ?? undefined, false) ?? null };
}

/** Containers that change: what they contain is known only where they are read and nothing else. */
const MUTABLE = /^(list|set|bytearray)$/;

/** What is known of the items of a list from the items that were written holds as long as nobody writes others. */
export function hasItemsToLose(type: Instance): boolean {
  return type.element?.certain === true && MUTABLE.test(type.type);
}

/** A name of a module or an attribute that is None wherever the text shows it will get another value from elsewhere. */
export function unlessNone(value: Value | undefined): Value | undefined {
  return value?.kind === "instance" && value.type === "None" ? undefined : value;
}
