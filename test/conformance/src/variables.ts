import { isObject, type Json } from "./json.ts";

/** Values saved by the steps of a case, by name. */
export type Variables = Map<string, string>;

const REFERENCE = /\{\{(\w+)\}\}/g;

/** Puts saved values in place of `{{name}}` in every text of a value. Throws for a name that nothing saved. */
export function substitute<Value>(value: Value, variables: Variables): Value;
export function substitute(value: unknown, variables: Variables): unknown {
  if (typeof value === "string") return value.replace(REFERENCE, (_all, name: string) => lookUp(name, variables));
  if (Array.isArray(value)) return value.map((item: unknown) => substitute(item, variables));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, substitute(part, variables)]));
}

/** The value at a dotted path (`runs.0.info.run_id`), undefined when there is none. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  let current = value;
  for (const key of path.split(".")) {
    if (Array.isArray(current)) current = current[Number(key)];
    else current = isObject(current) ? current[key] : undefined;
  }
  return current;
}

function lookUp(name: string, variables: Variables): string {
  const value = variables.get(name);
  if (value === undefined) throw new Error(`The case refers to {{${name}}}, but no earlier step saved it.`);
  return value;
}
