import { invalidParameter } from "@millrace/contract";
import { isObject, type Json, type JsonObject } from "./json.ts";
import type { Cell, ModelInput } from "./model-input.ts";
import { countOf, type NdArray } from "./nd-array.ts";
import type { ColumnSpec, Schema } from "./schema.ts";
import { toArray } from "./to-array.ts";
import { checkNested } from "./nested.ts";

/**
 * Reads the value of `inputs`: a value, a list, an object of columns or a list of objects.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function readInputs(data: Json, schema: Schema | undefined): ModelInput {
  const alone = schema?.isNamed === true ? onlyName(schema) : undefined;
  if (alone !== undefined && Array.isArray(data) && !data.some(isObject)) {
    return { kind: "named", arrays: new Map([[alone, cellOf(data, alone, schema)]]) };
  }
  if (schema !== undefined && !schema.isNamed && (isObject(data) || data === null)) {
    throw invalidParameter("The model's signature names no inputs; give one list, or one value.");
  }
  if (isObject(data)) return { kind: "named", arrays: namedCells(data, schema) };
  if (Array.isArray(data) && data.every(isObject)) {
    return { kind: "records", records: data.map((record) => namedCells(record, schema)) };
  }
  const cell = cellOf(data, undefined, schema);
  return { kind: cell.isScalar ? "scalar" : "array", array: cell };
}

/**
 * Reads the value of `instances`: as `inputs`, but for a list of objects, which becomes columns.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function readInstances(data: Json, schema: Schema | undefined): ModelInput {
  const isRecords = Array.isArray(data) && isObject(data[0]);
  const input = isRecords ? stacked(data, schema) : readInputs(data, schema);
  if (input.kind === "named") checkLengths(input.arrays, schema);
  return input;
}

function stacked(records: readonly Json[], schema: Schema | undefined): ModelInput {
  const lists = new Map<string, Json[]>();
  for (const record of records) {
    if (!isObject(record)) throw invalidParameter("Some of the instances are no objects.");
    for (const [name, value] of Object.entries(record)) {
      const list = lists.get(name);
      if (list === undefined) lists.set(name, [value]);
      else list.push(value);
    }
  }
  const arrays = [...lists].map(([name, list]) => {
    const cell = cellOf(list, name, schema);
    return [name, { ...cell, isScalar: false }] as const;
  });
  return { kind: "named", arrays: new Map(arrays) };
}

/** All columns that the model needs have to have the same length. */
function checkLengths(arrays: ReadonlyMap<string, Cell>, schema: Schema | undefined): void {
  const counts = [...arrays].filter(([name, cell]) => !cell.isScalar && isChecked(name, schema));
  const [first] = counts;
  if (counts.some(([, { shape }]) => shape.length === 0 || shape[0] !== first?.[1].shape[0])) {
    throw invalidParameter("The inputs have different numbers of rows.");
  }
}

function isChecked(name: string, schema: Schema | undefined): boolean {
  if (schema === undefined || !schema.isNamed) return true;
  if (schema.kind === "tensors") return schema.tensors.some((tensor) => tensor.name === name);
  const column = schema.columns.find((one) => one.name === name);
  return column !== undefined && column.required && column.type !== "array";
}

function onlyName(schema: Schema): string | undefined {
  const names = schema.kind === "tensors" ? schema.tensors : schema.columns;
  const name = names.length === 1 ? names[0]?.name : undefined;
  return typeof name === "string" ? name : undefined;
}

function namedCells(object: JsonObject, schema: Schema | undefined): Map<string, Cell> {
  return new Map(Object.entries(object).map(([name, value]) => [name, cellOf(value, name, schema)]));
}

/**
 * @param name of the input; undefined for the first of the signature
 */
function cellOf(value: Json, name: string | undefined, schema: Schema | undefined): Cell {
  if (schema === undefined) return arrayCell(toArray(value, undefined));
  if (schema.kind === "tensors") {
    const tensor = name === undefined ? schema.tensors[0] : schema.tensors.find((one) => one.name === name);
    return arrayCell(toArray(value, tensor?.dtype));
  }
  const column = name === undefined ? schema.columns[0] : schema.columns.find((one) => one.name === name);
  return column === undefined ? arrayCell(toArray(value, undefined)) : columnCell(value, column);
}

function arrayCell(array: NdArray): Cell {
  return { ...array, isScalar: false };
}

function columnCell(value: Json, column: ColumnSpec): Cell {
  if (column.dtype === undefined) return rawCell(checkNested(value, column.field, column.required));
  const array = toArray(value, column.dtype);
  return { ...array, isScalar: countOf(array.shape) === 1 && array.shape.length === 0 };
}

/** A list or an object as one value. */
function rawCell(value: Json): Cell {
  return Array.isArray(value)
    ? { dtype: "object", shape: [value.length], values: value, isScalar: false }
    : { dtype: "object", shape: [], values: [value], isScalar: true };
}
