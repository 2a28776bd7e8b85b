import { isUtf8 } from "node:buffer";
import { invalidParameter } from "@millrace/contract";
import { castFrame } from "./cast-frame.ts";
import { readCsv } from "./csv.ts";
import { readRecords, readSplit } from "./dataframe.ts";
import type { Frame, RawFrame } from "./frame.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import type { ModelInput } from "./model-input.ts";
import { parseBody } from "./parse-json.ts";
import type { Schema } from "./schema.ts";
import { readInputs, readInstances } from "./tensor-forms.ts";

/** What a request asks a model. */
export interface ModelRequest {
  readonly input: ModelInput;
  readonly params: Json;
  /** Whether it is a payload of a chat or completion, whose answer is given as it is. */
  readonly isUnwrapped: boolean;
}

const FORMATS = ["dataframe_split", "dataframe_records", "instances", "inputs"] as const;
type Form = (typeof FORMATS)[number];
const UNWRAPPED = ["messages", "prompt", "input"];

/** The byte order mark, which JSON may have before it in Python. */
const MARK = /^\uFEFF/;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** How the bodies of requests are read. */
export interface ReadOptions {
  readonly schema: Schema | undefined;
  /** Of the settings that a payload without a form may have beside its data. */
  readonly paramNames: ReadonlySet<string>;
  /** Whether values without a signature stay as JSON has them, and are not brought together into arrays. */
  readonly keepsJson: boolean;
}

/**
 * Reads a body of JSON in one of MLflow's forms.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no such body; SyntaxError for what is no JSON
 */
export function readJsonRequest(body: Uint8Array, options: ReadOptions): ModelRequest {
  const { schema, paramNames, keepsJson } = options;
  const isTyped = schema === undefined ? keepsJson : paramNames.size === 0 && hasTypes(schema);
  const parsed = parseBody(textOf(body).replace(MARK, ""), isTyped);
  if (!isObject(parsed)) throw wrongFields("The body is no JSON object");
  if (UNWRAPPED.some((name) => Object.hasOwn(parsed, name))) return unwrapped(parsed, paramNames);
  const found = FORMATS.filter((name) => Object.hasOwn(parsed, name));
  const [format] = found;
  if (format === undefined || found.length > 1) {
    throw wrongFields(`The body has ${found.length === 0 ? "none" : found.length} of the fields`);
  }
  const input = readForm(format, parsed[format] ?? null, options);
  return { input, params: parsed.params ?? null, isUnwrapped: false };
}

function readForm(format: Form, value: Json, { schema, keepsJson }: ReadOptions): ModelInput {
  const isRaw = keepsJson && schema === undefined;
  switch (format) {
    case "dataframe_split":
      return { kind: "frame", frame: isRaw ? rawCopy(readSplit(value)) : castFrame(readSplit(value), schema) };
    case "dataframe_records":
      return { kind: "frame", frame: isRaw ? rawCopy(readRecords(value)) : castFrame(readRecords(value), schema) };
    case "instances":
      if (isRaw) return { kind: "raw", value };
      return readInstances(value, schema);
    case "inputs":
      if (isRaw) return { kind: "raw", value };
      return readInputs(value, schema);
  }
}

/** A table with the values as JSON has them. */
function rawCopy({ columns, rows, zero }: RawFrame): Frame {
  const names = columns.map(({ name }) => name);
  return { names, columns: columns.map(({ values }) => ({ dtype: "object", values })), rows, zero };
}

/**
 * Reads a table of CSV.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is none
 */
export function readCsvRequest(text: string, schema: Schema | undefined): ModelRequest {
  return { input: { kind: "frame", frame: readCsv(text, schema) }, params: null, isUnwrapped: false };
}

/** The text of a body. */
export function textOf(body: Uint8Array): string {
  if (body.length > 0 && !isUtf8(body)) throw invalidParameter("The body is not UTF-8.");
  return decoder.decode(body);
}

/** Whether the signature says of every value which type it has, so that it does not matter how a number is written. */
function hasTypes(schema: Schema): boolean {
  if (schema.kind === "columns") {
    return schema.isNamed && schema.columns.every(({ dtype }) => dtype !== undefined && dtype !== "str");
  }
  return schema.tensors.every(({ dtype }) => dtype !== "object" && dtype !== "str");
}

function unwrapped(parsed: JsonObject, paramNames: ReadonlySet<string>): ModelRequest {
  const entries = Object.entries(parsed);
  const data = Object.fromEntries(entries.filter(([name]) => !paramNames.has(name)));
  const params = Object.fromEntries(entries.filter(([name]) => paramNames.has(name)));
  return { input: { kind: "raw", value: data }, params, isUnwrapped: true };
}

function wrongFields(what: string): Error {
  return invalidParameter(`${what}; it has to have exactly one of ${FORMATS.join(", ")}.`);
}
