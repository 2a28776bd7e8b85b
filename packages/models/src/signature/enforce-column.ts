import { invalidParameter, showValue } from "@millrace/contract";
import { type Column, convertColumn } from "./column.ts";
import { type Dtype, kindOf, sizeOf } from "./dtype.ts";
import type { ColumnName } from "./frame.ts";

/**
 * A column in the type of a signature, as long as no value can change by it: MLflow's rules.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function enforceColumn(name: ColumnName, column: Column, wanted: Dtype): Column {
  const { dtype } = column;
  if (dtype === wanted || isSame(dtype, wanted)) return column;
  if (isWider(dtype, wanted) || isZerosAndOnes(column, wanted)) return convertColumn(column, wanted);
  throw invalidParameter(`The column ${showValue(name)} is of type ${dtype}, which can't safely become ${wanted}.`);
}

function isSame(dtype: Dtype, wanted: Dtype): boolean {
  if (wanted === "str" || wanted === "object") return dtype === "object" || dtype === "str";
  return wanted === "bool" && dtype === "object";
}

function isWider(dtype: Dtype, wanted: Dtype): boolean {
  const [from, to] = [kindOf(dtype), kindOf(wanted)];
  if (from === to) return from !== "object" && sizeOf(dtype) <= sizeOf(wanted);
  if (from === "uint" && to === "int") return sizeOf(dtype) < sizeOf(wanted);
  // A double holds every integer of 32 bits.
  return (from === "int" || from === "uint") && wanted === "float64" && sizeOf(dtype) <= 4;
}

function isZerosAndOnes(column: Column, wanted: Dtype): boolean {
  if (column.dtype !== "int64" || (wanted !== "float32" && wanted !== "float64")) return false;
  return Array.from(column.values).every((value) => value === 0n || value === 1n);
}
