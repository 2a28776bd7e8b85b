import { invalidParameter, showValue } from "@millrace/contract";
import { type Column, inferColumn } from "./column.ts";
import { enforceColumn } from "./enforce-column.ts";
import { enforceTensor, tensorOfColumn, tensorOfFrame } from "./enforce-tensor.ts";
import { arrayOfFrame } from "./frame-array.ts";
import { frameOfCells } from "./frame-cells.ts";
import type { ColumnName, Frame } from "./frame.ts";
import type { Cell, ModelInput } from "./model-input.ts";
import { checkNested } from "./nested.ts";
import type { ColumnSpec, Schema } from "./schema.ts";

type Columns = Extract<Schema, { kind: "columns" }>;
type Tensors = Extract<Schema, { kind: "tensors" }>;

/** Inputs as a model takes them: tables stay tables where the signature has columns. */
export type EnforcedInput = Extract<ModelInput, { kind: "frame" | "array" | "named" }>;

/**
 * Checks the inputs of a request against a model's signature and brings them into the form that it names.
 * @throws MillraceError INVALID_PARAMETER_VALUE for inputs that are missing, or of another shape or type
 */
export function enforce(input: ModelInput, schema: Schema): EnforcedInput {
  return schema.kind === "columns" ? enforceColumns(frameOfCells(input), schema) : enforceTensors(input, schema);
}

function enforceColumns(frame: Frame, { isNamed, columns }: Columns): EnforcedInput {
  if (!isNamed && frame.columns.length < columns.length) {
    throw invalidParameter(`The model takes ${columns.length} columns, and there are ${frame.columns.length}.`);
  }
  checkMissing(isNamed ? columns.flatMap(({ name, required }) => (required ? [name] : [])) : [], (name) =>
    frame.names.includes(name),
  );
  checkUnique(isNamed ? columns.map(({ name }) => name) : frame.names.slice(0, columns.length), frame);
  const found = columns.flatMap((spec, position) => {
    const at = isNamed ? frame.names.indexOf(spec.name) : position;
    const column = frame.columns[at];
    return column === undefined ? [] : [{ name: frame.names[at] ?? at, column: checked(spec, column) }];
  });
  return {
    kind: "frame",
    frame: { ...frame, names: found.map(({ name }) => name), columns: found.map(({ column }) => column) },
  };
}

function checked(spec: ColumnSpec, column: Column): Column {
  if (spec.dtype !== undefined) return enforceColumn(spec.name, column, spec.dtype);
  const values = Array.from(column.values, (value) => checkNested(value, spec.field, spec.required));
  return { dtype: "object", values };
}

function checkUnique(names: readonly ColumnName[], frame: Frame): void {
  const twice = names.find((name) => frame.names.indexOf(name) !== frame.names.lastIndexOf(name));
  if (twice !== undefined) throw invalidParameter(`There are two columns with the name ${showValue(twice)}.`);
}

function checkMissing(names: readonly (string | number)[], has: (name: string | number) => boolean): void {
  const missing = names.filter((name) => !has(name));
  if (missing.length > 0) throw invalidParameter(`The model's inputs ${missing.join(", ")} are missing.`);
}

function enforceTensors(input: ModelInput, schema: Tensors): EnforcedInput {
  return schema.isNamed ? namedTensors(input, schema) : oneTensor(input, schema);
}

function oneTensor(input: ModelInput, { tensors: [spec] }: Tensors): EnforcedInput {
  if (spec === undefined) throw invalidParameter("The model's signature has no input.");
  if (input.kind === "frame") {
    const { frame } = input;
    return { kind: "array", array: tensorOfFrame(frame, spec, () => arrayOfFrame(frame)) };
  }
  if (input.kind === "array") return { kind: "array", array: enforceTensor(input.array, spec) };
  throw invalidParameter("The model takes one tensor; give lists of numbers within each other.");
}

function namedTensors(input: ModelInput, { tensors }: Tensors): EnforcedInput {
  const given = sourceOf(input, tensors.length === 1 ? tensors[0]?.name : undefined);
  const names = tensors.flatMap(({ name }) => (name === undefined ? [] : [name]));
  checkMissing(names, (name) => given.has(String(name)));
  const arrays = new Map<string, Cell>();
  for (const spec of tensors) {
    const { name = "" } = spec;
    const source = given.get(name);
    if (source === undefined) continue;
    const array = "shape" in source ? enforceTensor(source, spec) : tensorOfColumn(source, zeroOf(input), spec);
    arrays.set(name, { ...array, isScalar: false });
  }
  return { kind: "named", arrays };
}

function zeroOf(input: ModelInput): number | undefined {
  return input.kind === "frame" ? input.frame.zero : undefined;
}

function sourceOf(input: ModelInput, alone: string | undefined): ReadonlyMap<string, Cell | Column> {
  switch (input.kind) {
    case "named":
      return input.arrays;
    case "frame":
      return new Map(input.frame.names.map((name, at) => [String(name), input.frame.columns[at] ?? inferColumn([])]));
    case "array":
      return new Map(alone === undefined ? [] : [[alone, { ...input.array, isScalar: false }]]);
    default:
      return new Map();
  }
}
