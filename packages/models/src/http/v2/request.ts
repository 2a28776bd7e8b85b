import { invalidParameter, showValue } from "@millrace/contract";
import type { ModelDocument } from "millrace/models";
import { isObject, type Json, parseBody, type Schema, schemaOf, textOf, valueJson } from "../../signature/index.ts";
import { nestedJson, readTensor, type V2Tensor } from "./tensor.ts";

/** A request of the V2 protocol, with the body that MLflow would get for it. */
export interface V2Request {
  readonly id: string | undefined;
  /** The outputs that are asked for; all when undefined. */
  readonly outputs: readonly string[] | undefined;
  readonly body: string;
}

/**
 * Reads a request of the V2 protocol.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function readV2Request(bytes: Uint8Array, model: ModelDocument): V2Request {
  const request = parsed(bytes);
  const { id, inputs, outputs, parameters } = request;
  if (id !== undefined && typeof id !== "string") throw invalidParameter("The id of the request is no text.");
  if (!Array.isArray(inputs) || inputs.length === 0) throw invalidParameter("The request has no list of inputs.");
  const tensors = inputs.map(readTensor);
  const twice = tensors.find(({ name }, at) => tensors.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined) throw invalidParameter(`There are two inputs with the name ${showValue(twice.name)}.`);
  const input = mlflowInput(tensors, schemaOf(model.signature));
  const params = paramsOf(parameters, model);
  return { id, outputs: namesOf(outputs), body: `{${input}${params === undefined ? "" : `, "params": ${params}`}}` };
}

function parsed(bytes: Uint8Array): Readonly<Record<string, Json>> {
  let value: Json;
  try {
    value = parseBody(textOf(bytes), false);
  } catch {
    throw invalidParameter("The body is no JSON.");
  }
  if (isObject(value)) return value;
  throw invalidParameter("The body is no JSON object.");
}

function namesOf(outputs: Json | undefined): readonly string[] | undefined {
  if (outputs === undefined || outputs === null) return undefined;
  const list = Array.isArray(outputs) ? outputs : [null];
  return list.map((output) => {
    if (isObject(output) && typeof output.name === "string") return output.name;
    throw invalidParameter("The outputs that are asked for have to be a list of objects with names.");
  });
}

/** Of the parameters, those that the signature knows as settings of a prediction. */
function paramsOf(parameters: Json | undefined, { signature }: ModelDocument): string | undefined {
  if (!isObject(parameters)) return undefined;
  const known = signature?.params?.filter(({ name }) => Object.hasOwn(parameters, name)) ?? [];
  if (known.length === 0) return undefined;
  return valueJson(Object.fromEntries(known.map(({ name }) => [name, parameters[name]])));
}

function mlflowInput(tensors: readonly V2Tensor[], schema: Schema | undefined): string {
  if (schema?.kind === "columns") return `"dataframe_split": ${tableOf(tensors, schema)}`;
  const [only] = tensors;
  const isNamed = schema === undefined ? tensors.length > 1 : schema.isNamed;
  if (isNamed) {
    const fields = tensors.map((tensor) => `${JSON.stringify(tensor.name)}: ${nestedJson(tensor)}`);
    return `"inputs": {${fields.join(", ")}}`;
  }
  if (only === undefined || tensors.length > 1) throw invalidParameter("The model takes one input.");
  return `"inputs": ${nestedJson(only)}`;
}

type Columns = Extract<Schema, { kind: "columns" }>;

/** Either a tensor for each column, or one with a row for each row of the table. */
function tableOf(tensors: readonly V2Tensor[], schema: Columns): string {
  const [first] = tensors;
  if (first !== undefined && tensors.length === 1 && isWhole(first, schema)) {
    const names = schema.isNamed ? schema.columns.map(({ name }) => String(name)) : undefined;
    return split(names, nestedJson(first));
  }
  const rows = first?.shape[0] ?? 0;
  for (const { name, shape } of tensors) {
    const isColumn = shape[0] === rows && (shape.length === 1 || (shape.length === 2 && shape[1] === 1));
    if (!isColumn) throw invalidParameter(`The input ${showValue(name)} has not the shape of a column, [${rows}].`);
  }
  const data = Array.from({ length: rows }, (_, row) => `[${tensors.map(({ values }) => values[row]).join(", ")}]`);
  return split(schema.isNamed ? tensors.map(({ name }) => name) : undefined, `[${data.join(", ")}]`);
}

/** Whether a tensor has all columns of the table. */
function isWhole({ name, shape }: V2Tensor, { columns }: Columns): boolean {
  return shape.length === 2 && shape[1] === columns.length && (columns.length > 1 || columns[0]?.name !== name);
}

function split(names: readonly string[] | undefined, data: string): string {
  return `{${names === undefined ? "" : `"columns": ${JSON.stringify(names)}, `}"data": ${data}}`;
}
