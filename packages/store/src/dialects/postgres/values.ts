import type { CustomTypesConfig } from "pg";
import { invalidParameter, toInt64 } from "@millrace/contract";
import type { SqlValue } from "../../database/sql.ts";

/** PostgreSQL's numbers for its types. */
const OID = { bytea: 17, int8: 20, int2: 21, int4: 23, oid: 26, float4: 700, float8: 701, numeric: 1_700 } as const;

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [OID.bytea, (text) => Buffer.from(text.slice(2), "hex")],
  [OID.int8, readInteger],
  [OID.int2, Number],
  [OID.int4, Number],
  [OID.oid, Number],
  [OID.float4, Number],
  [OID.float8, Number],
  [OID.numeric, Number],
]);

/** Reads columns: 64-bit integers and doubles exactly, bytes as bytes, all else as PostgreSQL's text. */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid: number) => PARSERS.get(oid) ?? String,
};

function readInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : toInt64(BigInt(text));
}

/** A value on the wire: text, or bytes as they are. */
export type Parameter = string | Buffer | null;

/**
 * A parameter as PostgreSQL reads it.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that UTF-8 can't hold.
 */
export function parameter(value: SqlValue): Parameter {
  if (typeof value === "string") return checked(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return String(value);
  return value === null ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** One column of many rows as PostgreSQL's text of an array. */
export function arrayParameter(rows: readonly (readonly SqlValue[])[], column: number): string {
  return `{${rows.map((row) => arrayElement(row[column] ?? null)).join(",")}}`;
}

function arrayElement(value: SqlValue): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `"${checked(value).replace(/["\\]/g, String.raw`\$&`)}"`;
  if (value instanceof Uint8Array) {
    return String.raw`"\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}"`;
  }
  return Object.is(value, -0) ? "-0" : String(value);
}

function checked(text: string): string {
  if (text.isWellFormed()) return text;
  throw invalidParameter("Text has half of a surrogate pair, which is no character. Send well-formed Unicode.");
}
