import { invalidParameter, showValue } from "@millrace/contract";
import type { ParamField } from "millrace/models";
import { isObject, type Json, Real } from "./json.ts";
import { plainOf } from "./nd-array.ts";
import { checkNested } from "./nested.ts";

/** The settings of a prediction by their names. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * The settings of a prediction: those that the signature knows, the others with their defaults.
 * @throws MillraceError INVALID_PARAMETER_VALUE for settings of another type or shape
 */
export function enforceParams(given: Json, fields: readonly ParamField[] | undefined): Params {
  if (fields === undefined) return {};
  const params = given ?? {};
  if (!isObject(params)) throw invalidParameter("params is no object of settings by their names.");
  return Object.fromEntries(
    fields.map((field) => {
      const { name } = field;
      return [name, Object.hasOwn(params, name) ? valueOf(params[name] ?? null, field) : field.default];
    }),
  );
}

function valueOf(value: Json, field: ParamField): unknown {
  const isList = field.shape !== undefined && field.shape !== null;
  if (!isList) return plainOf(single(value, field));
  if (
    !Array.isArray(value) ||
    value.some((item) => typeof item === "object" && !(item instanceof Real) && item !== null)
  ) {
    throw wrong(field, value);
  }
  return value.map((item) => plainOf(single(item, field)));
}

function single(value: Json, field: ParamField): Json {
  if (value === null) return null;
  if (field.type === "object") return checkNested(value, field, true);
  if (ACCEPTS[field.type]?.(value) === true) return value;
  throw wrong(field, value);
}

const isInteger = (value: Json): boolean =>
  typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
const isNumber = (value: Json): boolean =>
  typeof value === "number" || typeof value === "bigint" || value instanceof Real;

const ACCEPTS: Readonly<Record<string, (value: Json) => boolean>> = {
  boolean: (value) => typeof value === "boolean",
  integer: isInteger,
  long: isInteger,
  float: isNumber,
  double: isNumber,
  string: (value) => typeof value === "string",
  datetime: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
};

function wrong({ name, type, shape }: ParamField, value: Json): Error {
  const what = shape === undefined || shape === null ? `of the type ${type}` : `a list of the type ${type}`;
  return invalidParameter(`The param ${showValue(name)} is ${showValue(value)}, which is not ${what}.`);
}
