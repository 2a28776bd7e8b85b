import { invalidParameter, showValue } from "@millrace/contract";
import type { ModelDocument } from "millrace/models";
import { floatJson, isObject, type Json, parseBody, Real, textJson, valueJson } from "../../signature/index.ts";
import { datatypeOf } from "./datatypes.ts";
import type { Datatype, V2Tensor } from "./tensor.ts";

/** The name of predictions that have none. */
const UNNAMED = "output-1";

/**
 * Reads the tensors in an answer of MLflow.
 * @param wanted the names of those that are asked for; all when undefined
 * @throws MillraceError INVALID_PARAMETER_VALUE when one is asked for that there is not
 */
export function tensorsOfAnswer(body: string, model: ModelDocument, wanted: readonly string[] | undefined): V2Tensor[] {
  const parsed = parseBody(body, false);
  const predictions = isObject(parsed) && "predictions" in parsed ? (parsed.predictions ?? null) : parsed;
  const tensors = namedValues(predictions, model).map(([name, value]) => tensorOf(name, value, model));
  if (wanted === undefined) return tensors;
  return wanted.map((name) => {
    const found = tensors.find((tensor) => tensor.name === name);
    if (found === undefined) throw invalidParameter(`The model has no output ${showValue(name)}.`);
    return found;
  });
}

function namedValues(predictions: Json, { signature }: ModelDocument): [name: string, value: Json][] {
  if (isObject(predictions)) return Object.entries(predictions);
  if (Array.isArray(predictions) && predictions.length > 0 && predictions.every(isObject)) {
    const names = [...new Set(predictions.flatMap((record) => Object.keys(record)))];
    return names.map((name) => [name, predictions.map((record) => record[name] ?? null)]);
  }
  const outputs = signature?.outputs ?? [];
  return [[(outputs.length === 1 ? outputs[0]?.name : undefined) ?? UNNAMED, predictions]];
}

function tensorOf(name: string, value: Json, { signature }: ModelDocument): V2Tensor {
  const list = Array.isArray(value) ? value : [value];
  const shape = shapeOf(list);
  const values: Json[] = [];
  if (!isEven(list, shape, 0, values)) return objectsOf(name, list);
  const outputs = signature?.outputs ?? [];
  const field = outputs.length === 1 ? outputs[0] : outputs.find((one) => one.name === name);
  const datatype = fitting(field && datatypeOf(field), values);
  return datatype === undefined ? objectsOf(name, list) : { name, datatype, shape, values: values.map(literalOf) };
}

function shapeOf(list: Json): number[] {
  const shape: number[] = [];
  for (let inner: Json | undefined = list; Array.isArray(inner); [inner] = inner) shape.push(inner.length);
  return shape;
}

function isEven(value: Json, shape: readonly number[], depth: number, into: Json[]): boolean {
  const length = shape[depth];
  if (length === undefined) {
    into.push(value);
    return !Array.isArray(value) && !isObject(value);
  }
  return Array.isArray(value) && value.length === length && value.every((one) => isEven(one, shape, depth + 1, into));
}

/** What is no tensor is sent as JSON, a text for each row. */
function objectsOf(name: string, list: readonly Json[]): V2Tensor {
  return { name, datatype: "BYTES", shape: [list.length], values: list.map((value) => textJson(valueJson(value))) };
}

/** The type of the signature, when the values are of its kind, or the one that they are of. */
function fitting(declared: Datatype | undefined, values: readonly Json[]): Datatype | undefined {
  const found = datatypeOfValues(values);
  if (declared === undefined || found === undefined || values.length === 0) return found ?? declared;
  return kindOf(declared) === kindOf(found) ? declared : found;
}

function kindOf(datatype: Datatype): string {
  return datatype.replace(/\d+$/, "").replace("UINT", "INT");
}

function datatypeOfValues(values: readonly Json[]): Datatype | undefined {
  if (values.every(isInteger)) return values.length === 0 ? undefined : "INT64";
  if (
    values.every((value) => isInteger(value) || value === null || value instanceof Real || typeof value === "number")
  ) {
    return "FP64";
  }
  if (values.every((value) => typeof value === "boolean")) return "BOOL";
  return values.every((value) => typeof value === "string") ? "BYTES" : undefined;
}

function isInteger(value: Json): boolean {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

/** JSON has no word for what is not a number. */
function literalOf(value: Json): string {
  if (typeof value === "string") return textJson(value);
  if (value instanceof Real) return floatJson(value.value);
  if (typeof value === "number") return Number.isFinite(value) ? valueJson(value) : "null";
  return valueJson(value);
}
