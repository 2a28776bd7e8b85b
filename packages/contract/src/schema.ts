import { INT64_MAX, INT64_MIN, type Int64 } from "./int64.ts";
import type { JsonValue } from "./json.ts";
import type { Upload } from "./upload.ts";

/**
 * The notation of wire messages: protobuf's types in their JSON form. A schema says what the strict form of a value is;
 * `decode/strict.ts` tests for it, `decode/reader.ts` accepts the looser spellings that MLflow's clients send, and the
 * type of the value follows from the schema by `Static`.
 */
export type Schema<Type = unknown> = Node & Typed<Type>;

/** What kinds of values there are. */
export type Node =
  | { readonly kind: "text"; /** An empty string counts as missing. */ readonly filled: boolean }
  | { readonly kind: "integer"; readonly low: bigint; readonly high: bigint }
  | { readonly kind: "double" }
  | { readonly kind: "bool" }
  /** A name out of a few; `numbers` gives protobuf's number of each, which requests may use instead. */
  | { readonly kind: "named"; readonly numbers: Readonly<Record<string, number>> }
  | { readonly kind: "list"; readonly item: Schema }
  | { readonly kind: "message"; readonly fields: Fields }
  /** A value that only responses carry, in one of the JSON types. */
  | { readonly kind: "answer"; readonly types: readonly JsonType[] }
  /** Text or bytes that are no JSON. */
  | { readonly kind: "raw" }
  /** A stream of bytes as an answer. */
  | { readonly kind: "download" }
  /** The raw body of a request; its other fields stand in the path and the query. */
  | { readonly kind: "upload" };

/** The types of JSON values. */
export type JsonType = "string" | "number" | "null" | "boolean" | "object" | "array";

declare const TYPE: unique symbol;

/** Ties a schema to the type of its values; the member exists for the compiler alone. */
export interface Typed<Type> {
  readonly [TYPE]?: Type;
}

/** The fields of a message by name. */
export type Fields = Readonly<Record<string, Schema & { readonly optional?: boolean }>>;

/** A message with its fields. */
export type Message<Of extends Fields = Fields> = Schema<MessageOf<Of>> & {
  readonly kind: "message";
  readonly fields: Of;
};

/** A field that may be absent. */
export type Optional<Type> = Schema<Type> & { readonly optional: true };

/** The type of a schema's values. */
export type Static<Of> = Of extends Typed<infer Type> ? Type : never;

type OptionalNames<Of extends Fields> = {
  [Name in keyof Of]: Of[Name] extends { readonly optional: true } ? Name : never;
}[keyof Of];

type MessageOf<Of extends Fields> = Flat<
  { [Name in Exclude<keyof Of, OptionalNames<Of>>]: Static<Of[Name]> } & {
    [Name in OptionalNames<Of>]?: Static<Of[Name]>;
  }
>;

type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** Text that may be empty. */
export const text = (): Schema<string> => ({ kind: "text", filled: false });

/** Text that must be there and not be empty: MLflow refuses such a field when it is missing, null or "". */
export const requiredText = (): Schema<string> => ({ kind: "text", filled: true });

/** A signed 64-bit integer. */
export const int64 = (): Schema<Int64> => ({ kind: "integer", low: INT64_MIN, high: INT64_MAX });

/** A signed 32-bit integer. */
export const int32 = (): Schema<number> => ({ kind: "integer", low: -(2n ** 31n), high: 2n ** 31n - 1n });

/** A double as a request carries it: decoded to a number, the non-finite ones from their strings. */
export const double = (): Schema<number> => ({ kind: "double" });

/** A double as a response carries it: a JSON number, or "NaN", "Infinity", "-Infinity". */
export const wireDouble = (): Schema<number | string> => ({ kind: "answer", types: ["number", "string"] });

/** A cell of a table in a response: text, a double, or null where there is no value. */
export const wireCell = (): Schema<number | string | null> => ({ kind: "answer", types: ["number", "string", "null"] });

/** Any JSON value in a response. */
export const wireJson = (): Schema<JsonValue> => ({
  kind: "answer",
  types: ["string", "number", "null", "boolean", "object", "array"],
});

/** A truth value. */
export const bool = (): Schema<boolean> => ({ kind: "bool" });

/** A named value; `numbers` gives protobuf's number of each name. */
export const named = <Name extends string>(numbers: Readonly<Record<Name, number>>): Schema<Name> => ({
  kind: "named",
  numbers,
});

/** Texts by name in a response, such as HTTP headers. */
export const wireTexts = (): Schema<Readonly<Record<string, string>>> => ({ kind: "answer", types: ["object"] });

/** The body of a request as a stream of bytes: of any content type and size, never held in memory as a whole. */
export const upload = (): Schema<Upload> => ({ kind: "upload" });

/** A message that requests carry or responses answer with. */
export const message = <Of extends Fields>(fields: Of): Message<Of> => ({ kind: "message", fields });

/** A repeated field. */
export const list = <Type>(item: Schema<Type>): Schema<Type[]> => ({ kind: "list", item });

/** A field that may be absent. */
export const optional = <Type>(schema: Schema<Type>): Optional<Type> => ({ ...schema, optional: true });
