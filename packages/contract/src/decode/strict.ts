import type { Fields, Schema } from "../schema.ts";
import { Upload } from "../upload.ts";
import { isStorable } from "./storable.ts";

/** Says whether a JSON value is in the strict form of its schema, so that it can be taken as it is. */
export type StrictTest = (value: unknown) => boolean;

/** Builds the test of a schema. Being strict is the rule, so this is made to be fast: one look at each member. */
export function strictTest(schema: Schema): StrictTest {
  switch (schema.kind) {
    case "text":
      return schema.filled ? isFilledText : isText;
    case "integer":
      return integerTest(Number(schema.low), Number(schema.high));
    case "double":
      return Number.isFinite;
    case "bool":
      return (value) => typeof value === "boolean";
    case "named":
      return namedTest(new Set(Object.keys(schema.numbers)));
    case "list":
      return listTest(strictTest(schema.item));
    case "message":
      return messageTest(schema.fields);
    case "upload":
      return (value) => value instanceof Upload;
    case "answer":
    case "raw":
    case "download":
      throw new TypeError(`Requests can't carry values of the kind ${schema.kind}.`);
  }
}

const isText: StrictTest = (value) => typeof value === "string" && isStorable(value);
const isFilledText: StrictTest = (value) => value !== "" && isText(value);

function integerTest(low: number, high: number): StrictTest {
  return (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= low && value <= high;
}

function namedTest(names: ReadonlySet<unknown>): StrictTest {
  return (value) => names.has(value);
}

function listTest(isItem: StrictTest): StrictTest {
  return (value) => Array.isArray(value) && value.every(isItem);
}

function messageTest(fields: Fields): StrictTest {
  const tests = new Map<string, StrictTest>();
  const required = new Set<string>();
  for (const [name, field] of Object.entries(fields)) {
    tests.set(name, strictTest(field));
    if (!field.optional) required.add(name);
  }
  return (value) => {
    if (!isRecord(value)) return false;
    let missing = required.size;
    for (const name in value) {
      const test = tests.get(name);
      if (test === undefined || !test(value[name])) return false;
      if (required.has(name)) missing -= 1;
    }
    return missing === 0;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
