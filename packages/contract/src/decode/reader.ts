import { invalidParameter } from "../errors.ts";
import type { Fields, Schema } from "../schema.ts";
import { Upload } from "../upload.ts";
import { type Path, showPath } from "./path.ts";
import { integerReader, namedReader, readBool, readDouble, type Reader, readText, wrongValue } from "./scalars.ts";

const readers = new WeakMap<Schema, Reader>();

/** The tolerant reader of a schema: it accepts every spelling that MLflow's clients send; built once. */
export function readerOf(schema: Schema): Reader {
  let reader = readers.get(schema);
  if (reader === undefined) {
    reader = buildReader(schema);
    readers.set(schema, reader);
  }
  return reader;
}

function buildReader(schema: Schema): Reader {
  switch (schema.kind) {
    case "text":
      return readText;
    case "integer":
      return integerReader(schema.low, schema.high);
    case "double":
      return readDouble;
    case "bool":
      return readBool;
    case "named":
      return namedReader(schema.numbers);
    case "list":
      return listReader(schema.item);
    case "message":
      return messageReader(schema.fields);
    case "upload":
      return readUpload;
    case "answer":
    case "raw":
    case "download":
      throw new TypeError(`Requests can't carry values of the kind ${schema.kind}.`);
  }
}

/** The HTTP layer puts the body there itself; whatever else stands under that name is not one. */
const readUpload: Reader = (value, path) => {
  if (value instanceof Upload) return value;
  throw wrongValue(path, value, "the body of the request");
};

function listReader(item: Schema): Reader {
  const readItem = readerOf(item);
  return (value, path) => {
    if (!Array.isArray(value)) throw wrongValue(path, value, "a list");
    return value.map((item: unknown, index) => {
      const at = { parent: path, name: index };
      const read = item === null ? undefined : readItem(item, at);
      if (read === undefined) throw wrongValue(at, item, "a value");
      return read;
    });
  };
}

interface FieldReader {
  readonly name: string;
  readonly camel: string;
  readonly required: boolean;
  /** An empty string counts as missing. */
  readonly filled: boolean;
  readonly read: Reader;
}

function messageReader(fields: Fields): Reader {
  const readers = Object.entries(fields).map(([name, field]) => ({
    name,
    camel: name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    required: !field.optional,
    filled: field.kind === "text" && field.filled,
    read: readerOf(field),
  }));
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongValue(path, value, "an object");
    return readFields(readers, new Map(Object.entries(value)), path);
  };
}

/** Reads the fields of a message; unknown ones are ignored, as protobuf has it. */
function readFields(fields: readonly FieldReader[], entries: ReadonlyMap<string, unknown>, path: Path): object {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const at = path.name === "" ? { name: field.name } : { parent: path, name: field.name };
    const given = givenValue(field, entries, at);
    const read = given === undefined || given === null ? undefined : field.read(given, at);
    if (read === undefined || (read === "" && field.filled)) {
      if (field.required) throw invalidParameter(`Parameter '${showPath(at)}' is missing or empty; give it a value.`);
      continue;
    }
    result[field.name] = read;
  }
  return result;
}

function givenValue(field: FieldReader, entries: ReadonlyMap<string, unknown>, path: Path): unknown {
  if (field.camel !== field.name && entries.has(field.camel)) {
    if (!entries.has(field.name)) return entries.get(field.camel);
    throw invalidParameter(`Parameter '${showPath(path)}' is given twice, also as '${field.camel}'; give it once.`);
  }
  return entries.get(field.name);
}
