import { invalidParameter, showValue } from "@millrace/contract";
import { castValue } from "./cast.ts";
import { isObject, type Json, Real } from "./json.ts";

/** What a signature says of a value within a list or an object. */
interface NestedField {
  readonly type: string;
  readonly required?: boolean;
}

/**
 * Checks a value of a column of lists, objects or maps, and gives it.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is not as the signature says
 */
export function checkNested(value: Json, field: object, required: boolean): Json {
  if (!isField(field) || field.type === "any") return value;
  if (!required && isMissing(value)) return value;
  switch (field.type) {
    case "array":
    case "sparkml_vector":
      return checkList(value, field, required);
    case "map":
      return checkMap(value, field, required);
    case "object":
      return checkObject(value, field);
    default:
      return checkScalar(value, field.type);
  }
}

function isField(field: object): field is NestedField {
  return "type" in field && typeof field.type === "string";
}

function isMissing(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (isObject(value) && Object.keys(value).length === 0);
}

function checkList(value: Json, field: NestedField, required: boolean): Json {
  if (!Array.isArray(value)) throw invalidParameter(`${showValue(value)} is no list.`);
  const items = "items" in field && typeof field.items === "object" && field.items !== null ? field.items : {};
  return value.map((item) => checkNested(item, items, required));
}

function checkMap(value: Json, field: NestedField, required: boolean): Json {
  if (!isObject(value)) throw invalidParameter(`${showValue(value)} is no object.`);
  const values = "values" in field && typeof field.values === "object" && field.values !== null ? field.values : {};
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, checkNested(inner, values, required)]));
}

function checkObject(value: Json, field: NestedField): Json {
  if (!isObject(value)) throw invalidParameter(`${showValue(value)} is no object.`);
  const properties = propertiesOf(field);
  for (const [name, { required = true }] of properties) {
    if (required && !Object.hasOwn(value, name)) throw invalidParameter(`The property ${showValue(name)} is missing.`);
  }
  const checked = Object.entries(value).map(([name, inner]) => {
    const property = properties.get(name);
    if (property === undefined) throw invalidParameter(`The property ${showValue(name)} is not in the signature.`);
    return [name, checkNested(inner, property, property.required ?? true)] as const;
  });
  return Object.fromEntries(checked);
}

function propertiesOf(field: NestedField): ReadonlyMap<string, NestedField> {
  const properties = "properties" in field ? field.properties : undefined;
  if (typeof properties !== "object" || properties === null) return new Map();
  return new Map(
    Object.entries(properties).flatMap(([name, one]: [string, unknown]) =>
      typeof one === "object" && one !== null && isField(one) ? [[name, one] as const] : [],
    ),
  );
}

const ACCEPTS: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === "string",
  binary: (value) => typeof value === "string",
  datetime: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: isInteger,
  long: isInteger,
  float: isNumber,
  double: isNumber,
};

function isInteger(value: Json): boolean {
  return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
}

function isNumber(value: Json): boolean {
  return typeof value === "number" || typeof value === "bigint" || value instanceof Real;
}

function checkScalar(value: Json, type: string): Json {
  if (ACCEPTS[type]?.(value) !== true) throw invalidParameter(`${showValue(value)} is not of the type ${type}.`);
  return type === "integer" ? castValue(value, "int32") : value;
}
