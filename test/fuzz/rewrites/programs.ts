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
  /** What must hold of the inputs for each precondition about the record that is read: see `preconditions.ts`. */
  readonly record?: string;
}

/** Lines of code, indented by four spaces a level. */
export type Lines = readonly string[];

/** The lines, one level deeper. */
export function indented(lines: Lines, levels = 1): string[] {
  return lines.map((line) => (line === "" ? line : "    ".repeat(levels) + line));
}

/** How a text looks: indentation, line endings, a mark at its start, characters outside ASCII. */
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
  const text = [...head, ...lines]
    .map((line) => line.replace(/^( {4})+/, (spaces) => unit.repeat(spaces.length / 4)))
    .join(ending);
  return random.chance(0.05) ? text : text + ending;
}

/** Where a function stands, and how the module's `entry` comes to it. */
export interface Placement {
  /** The module's text around the function. */
  readonly lines: Lines;
}

/** A function to be placed. */
export interface FunctionText {
  readonly name: string;
  /** Without `self`. */
  readonly parameters: readonly string[];
  readonly body: Lines;
  /** What `entry` passes: names of its own parameters. */
  readonly arguments: readonly string[];
  readonly isGenerator?: boolean;
  readonly isHotByItself: boolean;
}

/**
 * Puts a function at module level, into a class, into another function, makes it a coroutine, gives it a decorator. The module gets a
 * hot loop that calls it where it has none of its own, and `entry`.
 */
export function placed(random: Random, fn: FunctionText): string[] {
  const place = random.weighted([
    [5, "module"],
    [2, "method"],
    [1, "static"],
    [2, "nested"],
    [1, "async"],
    [1, "local class"],
  ] as const);
  const isAsync = place === "async" && !fn.isGenerator;
  const isMethod = place === "method" || place === "local class";
  const parameters = [...(isMethod ? ["self"] : []), ...fn.parameters].join(", ");
  const definition = [`${isAsync ? "async " : ""}def ${fn.name}(${parameters}):`, ...indented(fn.body)];
  const call = (passed: string): string => {
    const plain =
      place === "method"
        ? `Owner().${fn.name}(${passed})`
        : place === "static"
          ? `Owner.${fn.name}(${passed})`
          : `${fn.name}(${passed})`;
    return isAsync ? `run(${plain})` : fn.isGenerator ? `drain(${plain})` : plain;
  };
  const passed = fn.arguments.join(", ");
  const drive = (callee: string, receiver: string): string[] =>
    fn.isHotByItself
      ? []
      : [
          `${isAsync ? "async " : ""}def drive(${receiver}rows):`,
          "    for row in rows:",
          `        ${isAsync ? "await " : ""}${callee}(*row)`,
          "",
          "",
        ];
  const entryHead = [`def entry(${passed}):`];
  switch (place) {
    case "method":
      return [
        "class Owner:",
        ...indented(definition),
        "",
        ...indented(drive(`self.${fn.name}`, "self, ")),
        ...entryHead,
        `    return ${call(passed)}`,
      ];
    case "static":
      return [
        "class Owner:",
        "    @staticmethod",
        ...indented(definition),
        "",
        "",
        ...drive(`Owner.${fn.name}`, ""),
        ...entryHead,
        `    return ${call(passed)}`,
      ];
    case "nested":
      return [
        ...entryHead,
        ...indented(definition),
        "",
        ...indented(drive(fn.name, "")),
        `    return ${call(passed)}`,
      ];
    case "local class":
      return [
        ...entryHead,
        "    class Inner:",
        ...indented(definition, 2),
        "",
        ...indented(drive(`self.${fn.name}`, "self, "), 2),
        fn.isGenerator ? `    return drain(Inner().${fn.name}(${passed}))` : `    return Inner().${fn.name}(${passed})`,
      ];
    default:
      return [...definition, "", "", ...drive(fn.name, ""), ...entryHead, `    return ${call(passed)}`];
  }
}

/** Puts statements into a `with`, `try`, `if` or leaves them as they are. */
export function surrounded(random: Random, lines: Lines): string[] {
  return random.weighted<string[]>([
    [5, [...lines]],
    [1, ["if note('inside') is None:", ...indented(lines)]],
    [1, ["try:", ...indented(lines), "finally:", "    note('left')"]],
    [1, ["with Block():", ...indented(lines)]],
  ]);
}

/** A context manager for `surrounded`. */
export const BLOCK: Lines = [
  "class Block:",
  "    def __enter__(self):",
  "        note('enter')",
  "",
  "    def __exit__(self, *error):",
  "        note('exit')",
  "",
  "",
];
