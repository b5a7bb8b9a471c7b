/** Turning a rule off in a settings file: the file's text with as little changed as possible, and never anything else. Pure. */
import { parse } from "smol-toml";
import { RULE_METAS } from "../rules/registry.js";
import { readSettings, type Settings } from "../settings.js";

const HEADER = /^[ \t]*\[([^[\]]+)\][ \t]*(?:#.*)?$/;
const OFF = '"off"';

/**
 * The text with the rule off; null where that cannot be done without a risk for what else is in the file.
 *
 * @param prefix the path of keys to the table that holds the settings
 */
export function turnRuleOff(text: string, prefix: readonly string[], rule: string): string | null {
  const before = contentsOf(text, prefix);
  if (before === null) return null;
  if (before.settings.rules?.[rule]?.level === "off") return text;
  const wanted = canonical({ ...before, settings: withRuleOff(before.settings, rule) });
  // The forms in which a rule may already stand in the file, then those in which it can be added.
  for (const attempt of [inOwnTable, inRulesTable, dotted, inlineTable, atTheEnd]) {
    const after = attempt(text, prefix, rule);
    if (after === null) continue;
    if (canonical(contentsOf(after, prefix)) === wanted) return after;
  }
  return null;
}

type Attempt = (text: string, prefix: readonly string[], rule: string) => string | null;

/** `[rules.NAME]` with a level, or without one. */
const inOwnTable: Attempt = (text, prefix, rule) =>
  inTable(text, [...prefix, "rules", rule], (body) => {
    const level = /^([ \t]*(?:level|severity)[ \t]*=[ \t]*)(?:"[^"]*"|'[^']*')/m;
    return level.test(body) ? body.replace(level, `$1${OFF}`) : `level = ${OFF}\n${body}`;
  });

/** `NAME = …` below `[rules]`. */
const inRulesTable: Attempt = (text, prefix, rule) =>
  inTable(text, [...prefix, "rules"], (body) => replaceValue(body, key(rule), "") ?? `${rule} = ${OFF}\n${body}`);

/** `rules.NAME = …` in the table of the settings, or beside other rules written like that. */
const dotted: Attempt = (text, prefix, rule) => {
  const change = (body: string) => {
    const replaced = replaceValue(body, key(rule), String.raw`rules[ \t]*\.[ \t]*`);
    if (replaced !== null) return replaced;
    const other = /^[ \t]*rules[ \t]*\.[^\r\n]*(?:\r\n|\n|$)/m.exec(body);
    if (other === null) return body;
    return `${body.slice(0, other.index)}rules.${rule} = ${OFF}\n${body.slice(other.index)}`;
  };
  return prefix.length === 0 ? atTop(text, change) : inTable(text, prefix, change);
};

/** `rules = { … }`. */
const inlineTable: Attempt = (text, prefix, rule) => {
  const change = (body: string) => {
    const table = /^([ \t]*rules[ \t]*=[ \t]*\{)([^{}\r\n]*)\}/m;
    return body.replace(table, (_, open: string, entries: string) => {
      const replaced = entries.replace(new RegExp(`(${key(rule)}[ \\t]*=[ \\t]*)("[^"]*"|'[^']*')`), `$1${OFF}`);
      if (replaced !== entries) return `${open}${replaced}}`;
      const rest = entries.trim();
      return `${open} ${rule} = ${OFF}${rest === "" ? "" : `, ${rest}`} }`;
    });
  };
  return prefix.length === 0 ? atTop(text, change) : inTable(text, prefix, change);
};

const atTheEnd: Attempt = (text, prefix, rule) => {
  const gap = text === "" ? "" : /\n\r?\n$/.test(text) ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  return `${text}${gap}[${[...prefix, "rules"].join(".")}]\n${rule} = ${OFF}\n`;
};

/** Changes what stands below the header of a table; null where the file has no such header. */
function inTable(text: string, path: readonly string[], change: (body: string) => string): string | null {
  let start = -1;
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    if (line[0] === "") continue;
    const header = HEADER.exec(line[0].trimEnd());
    if (start >= 0 && /^[ \t]*\[/.test(line[0])) return splice(text, start, line.index, change);
    if (header !== null && samePath(header[1]!, path)) start = line.index + line[0].length;
  }
  if (start < 0) return null;
  // The header may be the last line, without a line break.
  const whole = text.endsWith("\n") ? text : `${text}\n`;
  return splice(whole, Math.min(whole.length, text.endsWith("\n") ? start : start + 1), whole.length, change);
}

/** Changes what stands above the first header. */
function atTop(text: string, change: (body: string) => string): string {
  const header = /^[ \t]*\[/m.exec(text);
  return splice(text, 0, header?.index ?? text.length, change);
}

function splice(text: string, start: number, end: number, change: (body: string) => string): string {
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
}

/** Replaces the value behind a key; null where the key is not there. */
function replaceValue(body: string, name: string, before: string): string | null {
  const simple = new RegExp(`^([ \\t]*${before}${name}[ \\t]*=[ \\t]*)("[^"\\r\\n]*"|'[^'\\r\\n]*')`, "m");
  if (simple.test(body)) return body.replace(simple, `$1${OFF}`);
  const table = new RegExp(`^([ \\t]*${before}${name}[ \\t]*=[ \\t]*\\{)([^{}\\r\\n]*)\\}`, "m");
  if (!table.test(body)) return null;
  return body.replace(table, (_, open: string, entries: string) => {
    const level = /((?:level|severity)[ \t]*=[ \t]*)("[^"]*"|'[^']*')/;
    if (level.test(entries)) return `${open}${entries.replace(level, `$1${OFF}`)}}`;
    return `${open} level = ${OFF}${entries.trim() === "" ? "" : `, ${entries.trim()}`} }`;
  });
}

/** A key as it may be written. */
function key(name: string): string {
  return `(?:"${name}"|'${name}'|${name})`;
}

function samePath(header: string, path: readonly string[]): boolean {
  const parts = header.split(".").map((part) => part.trim().replace(/^(["'])(.*)\1$/, "$2"));
  return parts.length === path.length && parts.every((part, index) => part === path[index]);
}

/** What a file says: to this tool, and beside it. */
interface Contents {
  readonly settings: Partial<Settings>;
  readonly others: unknown;
}

/** Null for a file that cannot be read, or in which something is wrong already. */
function contentsOf(text: string, prefix: readonly string[]): Contents | null {
  try {
    const document = parse(text);
    let parent: Record<string, unknown> = { settings: document };
    let key = "settings";
    for (const part of prefix) {
      const table = parent[key] as Record<string, unknown>;
      table[part] ??= {};
      parent = table;
      key = part;
    }
    const { settings, problems } = readSettings(parent[key], RULE_METAS);
    parent[key] = {};
    return problems.length === 0 ? { settings, others: prefix.length === 0 ? null : document } : null;
  } catch {
    return null;
  }
}

function withRuleOff(settings: Partial<Settings>, rule: string): Partial<Settings> {
  const known = settings.rules?.[rule];
  return { ...settings, rules: { ...settings.rules, [rule]: { options: {}, ...known, level: "off" } } };
}

/** As text, with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
