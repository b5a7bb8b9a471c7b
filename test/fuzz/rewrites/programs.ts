/** Programs for the proof of the fixes: what all kinds of them have in common. */
import type { Random } from "./random.js";

/** A module whose function `entry` is run on many inputs, before and after a fix. */
export interface Program {
  readonly id: string;
  readonly text: string;
  /** For each argument of `entry`, the names of the pools of values (compare.py) that it is drawn from. */
  readonly pools: readonly (readonly string[])[];
  /** For the names that a precondition may speak about, a Python expression over `args` that lists their values. */
  readonly values: Readonly<Record<string, string>>;
  /** For names that may have no value, a Python expression over `args` that lists what is true when they have one. */
  readonly bound: Readonly<Record<string, string>>;
  /** For names that are clamped, a Python expression that lists what they are compared with and set to. */
  readonly beside?: Readonly<Record<string, string>>;
  /** A Python expression over `args` that lists what is true when all records are whole and no offset is negative. */
  readonly record?: string;
}

/** Lines of code, indented by four spaces a level. */
export type Lines = readonly string[];

/** The lines, one level deeper. */
export function indented(lines: Lines, levels = 1): string[] {
  return lines.map((line) => (line === "" ? line : "    ".repeat(levels) + line));
}

/** How a text looks: indentation, line endings, what stands first in it. */
export function dressed(random: Random, lines: Lines): string {
  const unit = random.weighted([
    [6, "    "],
    [2, "\t"],
    [1, "  "],
  ]);
  const ending = random.weighted([
    [5, "\n"],
    [2, "\r\n"],
  ]);
  const head = random.weighted<string[]>([
    [5, []],
    [1, ["# größer \u{1F600} als é"]],
    [1, ['"""Täglich \u{1F600} berechnet."""']],
    [1, ["#!/usr/bin/env python3", "# -*- coding: utf-8 -*-"]],
  ]);
  const text = [...head, ...lines.flatMap((line) => line.split("\n"))]
    .map((line) => line.replace(/^( {4})+/, (spaces) => unit.repeat(spaces.length / 4)))
    .join(ending);
  return random.chance(0.05) ? text : text + ending;
}

/** A function under test. */
export interface FunctionText {
  readonly name: string;
  /** As they are written in the `def`, without `self`. */
  readonly parameters: readonly string[];
  readonly body: Lines;
  /** `body` has a `yield`: the items are what is compared. */
  readonly isGenerator?: boolean;
  /** No loop of the module needs to call it. */
  readonly isHot: boolean;
}

const PLACES = [
  [5, "module"],
  [2, "method"],
  [1, "static"],
  [2, "nested"],
  [1, "async"],
  [1, "local class"],
] as const;

/**
 * Puts a function at module level, into a class or into another function, or makes it a coroutine. The module gets a hot loop that calls
 * it where it has none of its own, and the function `entry`.
 *
 * @param passed the parameters of `entry`, which are what the function gets
 * @param first what `entry` does first
 */
export function placed(random: Random, fn: FunctionText, passed: readonly string[], first: Lines = []): string[] {
  const place = random.weighted(PLACES);
  const isMethod = place === "method" || place === "local class";
  const isAsync = place === "async" && fn.isGenerator !== true;
  const word = isAsync ? "async def" : "def";
  const own = isMethod ? ["self", ...fn.parameters] : fn.parameters;
  const definition = [`${word} ${fn.name}(${own.join(", ")}):`, ...indented(fn.body), ""];
  const callee = { method: "Owner().", static: "Owner.", "local class": "Owner()." }[place as string] ?? "";
  const call = `${callee}${fn.name}(${passed.join(", ")})`;
  const result = isAsync ? `run(${call})` : fn.isGenerator === true ? `drain(${call})` : call;
  const entry = [`def entry(${passed.join(", ")}):`, ...indented(first)];
  const answer = [`    return ${result}`];
  const inClass = place === "static" ? ["@staticmethod", ...definition] : [...definition, ...driver(fn, "self.", word)];
  switch (place) {
    case "method":
      return ["class Owner:", ...indented(inClass), "", ...entry, ...answer];
    case "static":
      return ["class Owner:", ...indented(inClass), "", ...driver(fn, "Owner.", word), ...entry, ...answer];
    case "local class":
      return [...entry, "    class Owner:", ...indented(inClass, 2), ...answer];
    case "nested":
      return [...entry, ...indented([...definition, ...driver(fn, "", word)]), ...answer];
    default:
      return [...definition, "", ...driver(fn, "", word), ...entry, ...answer];
  }
}

function driver(fn: FunctionText, receiver: string, word: string): string[] {
  if (fn.isHot) return [];
  const own = receiver === "self." ? "self, rows" : "rows";
  const wait = word === "async def" ? "await " : "";
  return [`${word} drive(${own}):`, "    for row in rows:", `        ${wait}${receiver}${fn.name}(*row)`, "", ""];
}

/** Puts statements into a `with`, `try`, `if`, or leaves them as they are. */
export function surrounded(random: Random, lines: Lines): string[] {
  return random.weighted<() => string[]>([
    [5, () => [...lines]],
    [1, () => ["if note('inside') is None:", ...indented(lines)]],
    [1, () => ["try:", ...indented(lines), "finally:", "    note('left')"]],
    [1, () => ["with Block():", ...indented(lines)]],
  ])();
}

/** When an exception leaves the statements, what the names are at that point is the result. */
export function observed(lines: Lines, names: readonly string[]): string[] {
  return [
    "try:",
    ...indented(lines),
    "except Exception as error:",
    "    note(type(error).__name__)",
    `    return state(${names.map((name) => `lambda: ${name}`).join(", ")})`,
  ];
}

/** Names that some programs use. `LATE` has a value where `define` was told so. */
export const PRELUDE: Lines = [
  "LIMIT = 2.5",
  "COUNT = 3",
  "TABLE = {}",
  "",
  "",
  "def define(flag):",
  "    global LATE",
  "    LATE = 4.5",
  "    if not flag:",
  "        del LATE",
  "",
  "",
  "class Block:",
  "    def __enter__(self):",
  "        note('enter')",
  "",
  "    def __exit__(self, *error):",
  "        note('exit')",
  "",
  "",
];
