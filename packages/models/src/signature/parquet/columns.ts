import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { invalidParameter, showValue } from "@millrace/contract";
import { type Compressors, parquetMetadata, parquetRead, parquetSchema, type SchemaElement } from "hyparquet";
import type { Column } from "../column.ts";
import { type Dtype, isNumeric } from "../dtype.ts";
import { isObject, type Json } from "../json.ts";
import { allocate, put } from "../nd-array.ts";
import { scanJson } from "../scan-json.ts";

/** The columns of a Parquet file, each with its type. */
export interface ParquetColumns {
  readonly names: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: number;
}

const COMPRESSORS: Compressors = {
  GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: length }),
  BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: length }),
  ZSTD: (bytes, length) => zstdDecompressSync(bytes, { maxOutputLength: length }),
};

/** The types by what a file calls them. */
const TYPES: Readonly<Record<string, Dtype>> = {
  DOUBLE: "float64",
  FLOAT: "float32",
  INT64: "int64",
  INT32: "int32",
  BOOLEAN: "bool",
  STRING: "str",
  UTF8: "str",
};

/**
 * Reads a Parquet file of numbers, truth values and texts as pandas does. What its header says is not to be trusted: a
 * small file may ask for any amount of time and memory.
 * @throws MillraceError INVALID_PARAMETER_VALUE for other types, and whatever the file's mistakes lead to
 */
export async function readParquetColumns(body: Uint8Array): Promise<ParquetColumns> {
  const file = new ArrayBuffer(body.length);
  new Uint8Array(file).set(body);
  const metadata = parquetMetadata(file);
  const index = indexColumns(metadata.key_value_metadata?.find(({ key }) => key === "pandas")?.value);
  const elements = parquetSchema(metadata)
    .children.map(({ element }) => element)
    .filter(({ name }) => !index.has(name));
  const types = new Map(elements.map((element) => [element.name, typeOf(element)]));
  const parts = new Map(elements.map(({ name }): [string, ArrayLike<unknown>[]] => [name, []]));
  await parquetRead({
    file,
    metadata,
    columns: [...types.keys()],
    compressors: COMPRESSORS,
    onChunk: ({ columnName, columnData }) => parts.get(columnName)?.push(columnData),
  });
  const names = [...types.keys()];
  return {
    names,
    columns: names.map((name) => columnOf(types.get(name) ?? "object", parts.get(name) ?? [])),
    rows: Number(metadata.num_rows),
  };
}

/** The columns that pandas wrote its index to. */
function indexColumns(pandas: string | undefined): ReadonlySet<unknown> {
  const told = pandas === undefined ? null : scanJson(pandas);
  const columns = isObject(told) ? told.index_columns : null;
  return new Set(Array.isArray(columns) ? columns : []);
}

function typeOf({ name, type, logical_type, converted_type }: SchemaElement): Dtype {
  const told = logical_type?.type ?? converted_type ?? type ?? "a group";
  if (logical_type?.type === "INTEGER") {
    const word = `${logical_type.isSigned ? "" : "u"}int${logical_type.bitWidth}`;
    if (isNumeric(word)) return word;
  }
  const found = Object.hasOwn(TYPES, told) ? TYPES[told] : undefined;
  if (found !== undefined) return found;
  throw invalidParameter(`The column ${showValue(name)} is of the type ${told}; send numbers, truth values and texts.`);
}

/** Integers with gaps become floats, and truth values with gaps a list of anything, as in pandas. */
function columnOf(dtype: Dtype, parts: readonly ArrayLike<unknown>[]): Column {
  const cells = parts.flatMap((part) => Array.from(part));
  const hasGaps = cells.some((cell) => cell === null || cell === undefined);
  if (dtype === "str") return { dtype, values: cells.map((cell) => (typeof cell === "string" ? cell : Number.NaN)) };
  if (dtype === "bool" && hasGaps) {
    return { dtype: "object", values: cells.map((cell) => (typeof cell === "boolean" ? cell : null)) };
  }
  const type = hasGaps && !dtype.startsWith("float") ? "float64" : dtype;
  const values = allocate(type, cells.length);
  for (const [at, cell] of cells.entries()) put(values, at, numberOf(cell));
  return { dtype: type, values };
}

function numberOf(cell: unknown): Json {
  return typeof cell === "number" || typeof cell === "bigint" || typeof cell === "boolean" ? cell : Number.NaN;
}
