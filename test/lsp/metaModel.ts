/** Checks messages against the official model of the protocol (metaModel.json, see README.md). */
import { readFileSync } from "node:fs";
import { join } from "node:path";

type Type =
  | { kind: "base"; name: string }
  | { kind: "reference"; name: string }
  | { kind: "array"; element: Type }
  | { kind: "map"; key: Type; value: Type }
  | { kind: "and" | "or" | "tuple"; items: Type[] }
  | { kind: "literal"; value: { properties: Property[] } }
  | { kind: "stringLiteral" | "integerLiteral" | "booleanLiteral"; value: unknown };

interface Property {
  name: string;
  type: Type;
  optional?: boolean;
}

interface Structure {
  name: string;
  properties: Property[];
  extends?: Type[];
  mixins?: Type[];
}

interface Enumeration {
  name: string;
  type: Type;
  values: { value: unknown }[];
  supportsCustomValues?: boolean;
}

interface Model {
  requests: { method: string; params?: Type; result: Type; registrationOptions?: Type }[];
  notifications: { method: string; params?: Type; registrationOptions?: Type }[];
  structures: Structure[];
  enumerations: Enumeration[];
  typeAliases: { name: string; type: Type }[];
}

const MODEL = JSON.parse(readFileSync(join(__dirname, "metaModel.json"), "utf8")) as Model;
const REQUESTS = new Map(MODEL.requests.map((request) => [request.method, request]));
const NOTIFICATIONS = new Map(MODEL.notifications.map((notification) => [notification.method, notification]));
const STRUCTURES = new Map(MODEL.structures.map((structure) => [structure.name, structure]));
const ENUMERATIONS = new Map(MODEL.enumerations.map((enumeration) => [enumeration.name, enumeration]));
const ALIASES = new Map(MODEL.typeAliases.map((alias) => [alias.name, alias.type]));

/** What is wrong with the parameters of a message, or null. */
export function checkParams(method: string, params: unknown): string | null {
  const message = REQUESTS.get(method) ?? NOTIFICATIONS.get(method);
  if (message === undefined) return `${method} is no method of the protocol`;
  if (message.params === undefined)
    return params === undefined || params === null ? null : `${method} takes no parameters`;
  const problem = check(message.params, params, method);
  return problem ?? (method === "client/registerCapability" ? checkRegistrations(params) : null);
}

/** What is wrong with the result of a request, or null. */
export function checkResult(method: string, result: unknown): string | null {
  const request = REQUESTS.get(method);
  return request === undefined
    ? `${method} is no request of the protocol`
    : check(request.result, result, `${method} result`);
}

function checkRegistrations(params: unknown): string | null {
  for (const { method, registerOptions } of (
    params as { registrations: { method: string; registerOptions: unknown }[] }
  ).registrations) {
    const options = (REQUESTS.get(method) ?? NOTIFICATIONS.get(method))?.registrationOptions;
    if (options === undefined) return `${method} cannot be registered`;
    const problem = check(options, registerOptions, `registration of ${method}`);
    if (problem !== null) return problem;
  }
  return null;
}

function check(type: Type, value: unknown, path: string): string | null {
  switch (type.kind) {
    case "base":
      return isBase(type.name, value) ? null : `${path}: ${show(value)} is not of type ${type.name}`;
    case "reference":
      return checkReference(type.name, value, path);
    case "array":
      if (!Array.isArray(value)) return `${path}: ${show(value)} is not an array`;
      return first(value, (element, index) => check(type.element, element, `${path}[${index}]`));
    case "map":
      if (!isObject(value)) return `${path}: ${show(value)} is not an object`;
      return first(Object.entries(value), ([key, entry]) => check(type.value, entry, `${path}.${key}`));
    case "or": {
      const problems = type.items.map((item) => check(item, value, path));
      return problems.includes(null) ? null : problems.join("\n  or ");
    }
    case "and":
      return first(type.items, (item) => check(item, value, path));
    case "tuple":
      if (!Array.isArray(value) || value.length !== type.items.length) return `${path}: ${show(value)} is not a tuple`;
      return first(type.items, (item, index) => check(item, value[index], `${path}[${index}]`));
    case "literal":
      return checkProperties(type.value.properties, value, path);
    default:
      return value === type.value ? null : `${path}: ${show(value)} is not ${show(type.value)}`;
  }
}

function checkReference(name: string, value: unknown, path: string): string | null {
  // Anything that JSON can hold.
  if (name === "LSPAny" || name === "LSPObject" || name === "LSPArray") return null;
  const enumeration = ENUMERATIONS.get(name);
  if (enumeration !== undefined) {
    if (enumeration.supportsCustomValues === true) return check(enumeration.type, value, path);
    const isKnown = enumeration.values.some((entry) => entry.value === value);
    return isKnown ? null : `${path}: ${show(value)} is not a ${name}`;
  }
  const alias = ALIASES.get(name);
  if (alias !== undefined) return check(alias, value, path);
  return checkProperties(propertiesOf(name), value, `${path} (${name})`);
}

/** Properties that the model does not name are wrong, too. */
function checkProperties(properties: readonly Property[], value: unknown, path: string): string | null {
  if (!isObject(value)) return `${path}: ${show(value)} is not an object`;
  const byName = new Map(properties.map((property) => [property.name, property]));
  const unknown = Object.keys(value).find((key) => !byName.has(key));
  if (unknown !== undefined) return `${path}: has no property ${unknown}`;
  return first([...byName.values()], ({ name, type, optional }) => {
    if (value[name] === undefined) return optional === true ? null : `${path}: ${name} is missing`;
    return check(type, value[name], `${path}.${name}`);
  });
}

/** Own properties last, so that they replace inherited ones of the same name. */
function propertiesOf(name: string): Property[] {
  const structure = STRUCTURES.get(name);
  if (structure === undefined) throw new Error(`the model has no ${name}`);
  const inherited = [...(structure.extends ?? []), ...(structure.mixins ?? [])];
  return [
    ...inherited.flatMap((type) => (type.kind === "reference" ? propertiesOf(type.name) : [])),
    ...structure.properties,
  ];
}

function isBase(name: string, value: unknown): boolean {
  switch (name) {
    case "null":
      return value === null;
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31;
    case "uinteger":
      return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;
    case "decimal":
      return typeof value === "number";
    default:
      return typeof value === "string";
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function first<T>(items: readonly T[], problem: (item: T, index: number) => string | null): string | null {
  for (const [index, item] of items.entries()) {
    const found = problem(item, index);
    if (found !== null) return found;
  }
  return null;
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 200) ?? "undefined";
}
