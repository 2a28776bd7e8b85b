import { invalidParameter, showValue } from "@millrace/contract";
import { type Column, convertColumn, inferColumn, readColumn } from "./column.ts";
import { type ColumnName, type Frame, inferFrame, type RawColumn, type RawFrame } from "./frame.ts";
import type { Json } from "./json.ts";
import { checkNested } from "./nested.ts";
import type { ColumnSpec, Schema, TensorSpec } from "./schema.ts";

/**
 * Brings the columns of a table into the types of a signature.
 * @throws MillraceError INVALID_PARAMETER_VALUE for values that can't be converted
 */
export function castFrame(raw: RawFrame, schema: Schema | undefined): Frame {
  if (schema === undefined) return inferFrame(raw);
  const read = schema.kind === "columns" ? readerOfColumns(schema) : readerOfTensors(schema, raw.rows);
  return {
    names: raw.columns.map(({ name }) => name),
    columns: raw.columns.map(read),
    rows: raw.rows,
    zero: raw.zero,
  };
}

type Reader = (column: RawColumn, at: number) => Column;

function readerOfColumns({ isNamed, columns }: Extract<Schema, { kind: "columns" }>): Reader {
  return ({ name, values }, at) => {
    const spec = isNamed ? columns.find((one) => one.name === name) : columns[at];
    return spec === undefined ? inferColumn(values) : attempt(name, () => columnAs(values, spec));
  };
}

function columnAs(values: Json[], { dtype, type, field, required }: ColumnSpec): Column {
  if (dtype === "str") return textColumn(values);
  if (dtype !== undefined) return readColumn(values, dtype);
  if (type === "datetime") return { dtype: "object", values: values.map(checkDate) };
  return { dtype: "object", values: values.map((value) => checkNested(value, field, required)) };
}

/** Texts stay texts, and what is none is not made one. */
function textColumn(values: Json[]): Column {
  const column = inferColumn(values);
  return column.dtype === "str" ? column : convertColumn(column, "object");
}

function checkDate(value: Json): Json {
  if (value === null || (typeof value === "string" && !Number.isNaN(Date.parse(value)))) return value;
  throw invalidParameter(`${showValue(value)} is no date.`);
}

function readerOfTensors(schema: Extract<Schema, { kind: "tensors" }>, rows: number): Reader {
  const specOf = (name: ColumnName): TensorSpec | undefined =>
    schema.isNamed ? schema.tensors.find((one) => one.name === name) : schema.tensors[0];
  return ({ name, values }) => {
    const spec = specOf(name);
    if (spec === undefined) return inferColumn(values);
    if (rows === 0) throw invalidParameter(`The column ${showValue(name)} has no values.`);
    if (Array.isArray(values[0])) return { dtype: "object", values };
    if (spec.dtype === "object" || spec.dtype === "str") return textColumn(values);
    return attempt(name, () => readColumn(values, spec.dtype));
  };
}

function attempt(name: ColumnName, read: () => Column): Column {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The column ${showValue(name)} is not as the model's signature says: ${reason}`);
  }
}
