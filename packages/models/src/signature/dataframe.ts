import { invalidParameter, showValue } from "@millrace/contract";
import { type ColumnName, frameOfColumns, frameOfList, type RawFrame } from "./frame.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { textOfValue } from "./python-text.ts";

/**
 * Reads the table of `dataframe_records`.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function readRecords(records: Json): RawFrame {
  if (Array.isArray(records)) return frameOfList(records, undefined);
  throw invalidParameter("dataframe_records is no list of records.");
}

/**
 * Reads the table of `dataframe_split`: `columns` and `index` may be missing.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function readSplit(split: Json): RawFrame {
  if (!isObject(split)) throw invalidParameter("dataframe_split is no object with the field data.");
  const { data, columns = null, index = null, ...others } = split;
  const [other] = Object.keys(others);
  if (other !== undefined) throw invalidParameter(`dataframe_split can't have the field ${showValue(other)}.`);
  if (data === undefined) throw invalidParameter("dataframe_split has no field data.");
  return indexed(tableOf(data, namesOf(columns)), index);
}

function tableOf(data: Json, names: readonly ColumnName[] | undefined): RawFrame {
  if (Array.isArray(data)) return frameOfList(data, names);
  if (data === null) return frameOfList([], names);
  if (isObject(data)) return frameOfColumns(data, names);
  throw invalidParameter("The field data of dataframe_split is no list of rows.");
}

function namesOf(columns: Json | JsonObject): readonly ColumnName[] | undefined {
  if (columns === null) return undefined;
  const names = isObject(columns) ? Object.keys(columns) : columns;
  if (Array.isArray(names) && names.every(isName)) return names;
  if (Array.isArray(names) && names.every((level) => Array.isArray(level))) return levelled(names);
  throw invalidParameter("The field columns of dataframe_split is no list of names.");
}

function isName(name: Json): name is ColumnName {
  return typeof name === "string" || typeof name === "number";
}

/** Names of several levels, given level by level, are matched by none of a signature. */
function levelled(levels: readonly Json[][]): ColumnName[] {
  return (levels[0] ?? []).map((_, at) => JSON.stringify(levels.map((level) => textOfValue(level[at] ?? null))));
}

function indexed(frame: RawFrame, index: Json): RawFrame {
  if (index === null) return frame;
  if (!Array.isArray(index) || index.length !== frame.rows) {
    throw invalidParameter(`The field index of dataframe_split is no list of ${frame.rows} values.`);
  }
  const zero = index.indexOf(0);
  return { ...frame, zero: zero === -1 ? undefined : zero };
}
