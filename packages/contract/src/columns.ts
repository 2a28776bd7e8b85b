import { MillraceError } from "./errors.ts";

/** A column on the wire; its type array says how its elements are stored. */
export type WireColumn = Float64Array | Float32Array | BigInt64Array | Uint32Array | Uint8Array;

/** One series of an answer: the metric of a run as columns of equal length, by name. */
export interface WireSeries {
  readonly runId: string;
  readonly key: string;
  readonly columns: Readonly<Record<string, WireColumn>>;
}

/** The media type of a body that `encodeSeries` makes. */
export const SERIES_MEDIA_TYPE = "application/vnd.millrace.columns";

type ColumnType = "f64" | "f32" | "i64" | "u32" | "u8";
interface ColumnPlace {
  readonly name: string;
  readonly type: ColumnType;
  /** Bytes from the start of the data, a multiple of 8. */
  readonly offset: number;
  /** Elements. */
  readonly length: number;
}
interface SeriesPlace {
  readonly runId: string;
  readonly key: string;
  readonly columns: readonly ColumnPlace[];
}

const MAGIC = 0x43524c4d; // "MLRC" in the order of the bytes
const VERSION = 1;
const PREAMBLE = 16;
const ELEMENT_BYTES = { f64: 8, f32: 4, i64: 8, u32: 4, u8: 1 } as const;

/**
 * Packs series into one body, little-endian throughout:
 *
 * | bytes | what |
 * |---|---|
 * | 0–3 | the letters `MLRC` |
 * | 4–7 | u32: version, 1 |
 * | 8–11 | u32: length of the header in bytes |
 * | 12–15 | zero |
 * | 16– | the header, UTF-8 JSON: `{"series":[{"runId","key","columns":[{"name","type","offset","length"}]}]}` |
 * | then | zeros up to a multiple of 8; here the data starts |
 * | data | the columns, each from its offset (a multiple of 8, counted from the start of the data) |
 *
 * A type is f64, f32, i64, u32 or u8; a length counts elements. Readers skip members that they don't know.
 */
export function encodeSeries(series: readonly WireSeries[]): Uint8Array {
  const columns = series.flatMap((one) => Object.values(one.columns));
  const header = new TextEncoder().encode(JSON.stringify({ series: placesOf(series) }));
  const start = aligned(PREAMBLE + header.length);
  const length = columns.reduce((sum, column) => sum + aligned(column.byteLength), 0);
  const body = new Uint8Array(start + length);
  const preamble = new DataView(body.buffer);
  preamble.setUint32(0, MAGIC, true);
  preamble.setUint32(4, VERSION, true);
  preamble.setUint32(8, header.length, true);
  body.set(header, PREAMBLE);
  let offset = start;
  for (const column of columns) {
    body.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += aligned(column.byteLength);
  }
  return body;
}

/**
 * Reads a body that `encodeSeries` made. Columns are views over the body where its memory is aligned to 8 bytes, as a
 * fetched body's is, and copies otherwise. Throws INTERNAL_ERROR for anything else than such a body.
 */
export function decodeSeries(body: Uint8Array): WireSeries[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (body.length < PREAMBLE || view.getUint32(0, true) !== MAGIC) throw malformed("it does not start with MLRC");
  if (view.getUint32(4, true) !== VERSION) throw malformed("its version is not 1");
  const headerEnd = PREAMBLE + view.getUint32(8, true);
  if (headerEnd > body.length) throw malformed("its header is cut off");
  const start = aligned(headerEnd);
  return readHeader(body.subarray(PREAMBLE, headerEnd)).map(({ runId, key, columns }) => ({
    runId,
    key,
    columns: Object.fromEntries(columns.map((place) => [place.name, columnAt(body, start, place)])),
  }));
}

function placesOf(series: readonly WireSeries[]): SeriesPlace[] {
  let offset = 0;
  return series.map(({ runId, key, columns }) => ({
    runId,
    key,
    columns: Object.entries(columns).map(([name, column]) => {
      const place = { name, type: typeOf(column), offset, length: column.length };
      offset += aligned(column.byteLength);
      return place;
    }),
  }));
}

function typeOf(column: WireColumn): ColumnType {
  if (column instanceof Float64Array) return "f64";
  if (column instanceof Float32Array) return "f32";
  if (column instanceof BigInt64Array) return "i64";
  return column instanceof Uint32Array ? "u32" : "u8";
}

function columnAt(body: Uint8Array, start: number, { type, offset, length }: ColumnPlace): WireColumn {
  const from = start + offset;
  const to = from + length * ELEMENT_BYTES[type];
  if (offset % 8 !== 0 || to > body.length) throw malformed("a column lies outside of it");
  const view = body.subarray(from, to);
  const bytes = view.byteOffset % 8 === 0 ? view : new Uint8Array(view);
  const { buffer, byteOffset } = bytes;
  if (type === "f64") return new Float64Array(buffer, byteOffset, length);
  if (type === "f32") return new Float32Array(buffer, byteOffset, length);
  if (type === "i64") return new BigInt64Array(buffer, byteOffset, length);
  return type === "u32" ? new Uint32Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
}

function readHeader(bytes: Uint8Array): SeriesPlace[] {
  try {
    const header = record(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    return list(header["series"]).map((entry) => {
      const { runId, key, columns } = record(entry);
      return { runId: text(runId), key: text(key), columns: list(columns).map(readPlace) };
    });
  } catch (cause) {
    throw malformed("its header is not as documented", cause);
  }
}

function readPlace(entry: unknown): ColumnPlace {
  const { name, type, offset, length } = record(entry);
  if (type !== "f64" && type !== "f32" && type !== "i64" && type !== "u32" && type !== "u8") {
    throw new TypeError("Not a column type.");
  }
  return { name: text(name), type, offset: size(offset), length: size(length) };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError("Not an object.");
  return { ...value };
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError("Not a list.");
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("Not a text.");
  return value;
}

function size(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new TypeError("Not a size.");
  return value;
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function malformed(what: string, cause?: unknown): MillraceError {
  return new MillraceError("INTERNAL_ERROR", `The binary answer can't be read: ${what}.`, { cause });
}
