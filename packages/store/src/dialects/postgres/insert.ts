import type { InsertShape, SqlValue } from "../../database/sql.ts";
import { placeholders } from "../../database/values.ts";
import { arrayParameter, type Parameter, parameter } from "./values.ts";

const CHUNK_ROWS = 10_000;
const CHUNK_CHARACTERS = 16_777_216;

type Rows = readonly (readonly SqlValue[])[];

/** The statements that insert rows: one, unless it would grow beyond what a connection carries at ease. */
export function insertStatements(shape: InsertShape, rows: Rows): { text: string; values: Parameter[] }[] {
  const { single, many } = insertTexts(shape);
  const [row] = rows;
  if (rows.length === 1 && row !== undefined) return [{ text: single, values: row.map(parameter) }];
  const columns = Object.keys(shape.columns);
  return chunks(rows).map((chunk) => ({
    text: many,
    values: columns.map((_, column) => arrayParameter(chunk, column)),
  }));
}

interface InsertTexts {
  readonly single: string;
  /** Each column is one array, so that one text serves any number of rows. */
  readonly many: string;
}

const texts = new WeakMap<InsertShape, InsertTexts>();

function insertTexts(shape: InsertShape): InsertTexts {
  let made = texts.get(shape);
  if (made === undefined) {
    const names = Object.keys(shape.columns);
    const into = `INSERT INTO ${shape.table} (${names.join(", ")})`;
    const arrays = Object.values(shape.columns).map((type) => `?::${type}[]`);
    const end = shape.onConflict === undefined ? "" : ` ${shape.onConflict}`;
    made = {
      single: `${into} VALUES (${placeholders(names.length)})${end}`,
      many: `${into} SELECT * FROM unnest(${arrays.join(", ")})${end}`,
    };
    texts.set(shape, made);
  }
  return made;
}

function chunks(rows: Rows): Rows[] {
  const found: Rows[] = [];
  let start = 0;
  let characters = 0;
  for (const [index, row] of rows.entries()) {
    const size = rowSize(row);
    if (index > start && (index - start >= CHUNK_ROWS || characters + size > CHUNK_CHARACTERS)) {
      found.push(rows.slice(start, index));
      start = index;
      characters = 0;
    }
    characters += size;
  }
  if (start < rows.length) found.push(start === 0 ? rows : rows.slice(start));
  return found;
}

/** About how many characters a row adds to the arrays. */
function rowSize(row: readonly SqlValue[]): number {
  let size = 0;
  for (const value of row) {
    if (typeof value === "string") size += value.length;
    else size += value instanceof Uint8Array ? value.length * 2 : 20;
  }
  return size;
}
