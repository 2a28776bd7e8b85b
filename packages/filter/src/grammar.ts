import type { Path } from "./syntax.ts";

/**
 * How a field's values are written and compared: `text` in quotes; `loose` is text with or without them; `number`
 * without quotes, a double; `time` without quotes, a 64-bit integer or a fraction; `integer` likewise, whole numbers
 * only; `id` a 64-bit integer in quotes; `count` one with or without quotes.
 */
export type ValueType = "text" | "loose" | "number" | "time" | "integer" | "id" | "count";

/** A field of an entity and the type of its values. */
export interface FieldRule<Field> {
  readonly field: Field;
  readonly type: ValueType;
}

/** Finds the field of a key; for a key that is not there it says what was expected. */
export type Namespace<Field> = (path: Path) => FieldRule<Field> | { readonly expected: string };

/** What can be asked about one entity. To add an entity, write one of these. */
export interface Grammar<Field> {
  /** The entities in the plural, for messages. */
  readonly noun: string;
  /** Names without a namespace. */
  readonly bare: Namespace<Field>;
  readonly namespaces: ReadonlyMap<string, Namespace<Field>>;
}

/** A namespace of fixed names. */
export function names<Field>(rules: Readonly<Record<string, FieldRule<Field>>>): Namespace<Field> {
  const table = new Map(Object.entries(rules));
  const expected = `one of ${firstSpellings(table).join(", ")}`;
  return (path) => (path.suffix === undefined ? table.get(path.key) : undefined) ?? { expected };
}

/** A namespace of free keys with text values: parameters and tags. */
export function keys<Field>(toField: (key: string) => Field): Namespace<Field> {
  return ({ key, suffix }) =>
    suffix === undefined ? { field: toField(key), type: "text" } : { expected: "nothing after the quoted key" };
}

/** Lists one namespace under each of its spellings. */
export function spelled<Field>(
  spellings: readonly string[],
  namespace: Namespace<Field>,
): (readonly [string, Namespace<Field>])[] {
  return spellings.map((spelling) => [spelling, namespace] as const);
}

/** The keys of a table, leaving out those that only repeat the value of an earlier one. */
export function firstSpellings(table: ReadonlyMap<string, unknown>): string[] {
  const seen = new Set<unknown>();
  return [...table].flatMap(([spelling, value]) => {
    if (seen.has(value)) return [];
    seen.add(value);
    return [spelling];
  });
}
