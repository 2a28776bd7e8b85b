import { invalidParameter } from "@millrace/contract";
import { countOf, floatJson, isObject, type Json, Real, textJson, valueJson } from "../../signature/index.ts";
import type { OnnxOutput, OnnxOutputInfo } from "./onnx-model.ts";

/** What a run gave for one request: some rows of the outputs, which others may share, or all of them. */
export interface RunPart {
  readonly outputs: readonly OnnxOutput[];
  /** Undefined when the whole is for this request. */
  readonly rows: { readonly from: number; readonly count: number } | undefined;
}

/** The outputs by their names, as lists within lists. */
export function namedPredictions(part: RunPart, infos: readonly OnnxOutputInfo[]): string {
  let text = "";
  for (const [at, output] of part.outputs.entries()) {
    const { shape, start } = sliceOf(output, part);
    const keys = infos[at]?.keys;
    const value =
      keys === undefined ? nestedText(output, shape, 0, start) : `[${objects(output, keys, shape, start).join(", ")}]`;
    text += `${at === 0 ? "{" : ", "}${textJson(output.name)}: ${value}`;
  }
  return `${text}}`;
}

/**
 * The outputs as a table: an object for every row.
 * @throws MillraceError INVALID_PARAMETER_VALUE when the outputs have different numbers of values
 */
export function tablePredictions(part: RunPart, infos: readonly OnnxOutputInfo[]): string {
  const columns = part.outputs.map((output, at) => {
    const { shape, start } = sliceOf(output, part);
    const keys = infos[at]?.keys;
    if (keys !== undefined) return objects(output, keys, shape, start);
    const write = writerOf(output);
    return Array.from({ length: countOf(shape) }, (_, value) => write(start + value));
  });
  const names = part.outputs.map(({ name }) => textJson(name));
  const rows = columns[0]?.length ?? 0;
  if (columns.some(({ length }) => length !== rows)) {
    throw invalidParameter("The model's outputs have different numbers of values, which a table can't have.");
  }
  const records = Array.from(
    { length: rows },
    (_, row) => `{${names.map((name, at) => `${name}: ${columns[at]?.[row]}`).join(", ")}}`,
  );
  return `[${records.join(", ")}]`;
}

function sliceOf(
  { shape }: OnnxOutput,
  { rows }: RunPart,
): { readonly shape: readonly number[]; readonly start: number } {
  if (rows === undefined) return { shape, start: 0 };
  const inner = shape.slice(1);
  return { shape: [rows.count, ...inner], start: rows.from * countOf(inner) };
}

function nestedText(output: OnnxOutput, shape: readonly number[], depth: number, start: number): string {
  const write = writerOf(output);
  const build = (level: number, from: number, count: number): string => {
    const length = shape[level];
    if (length === undefined) return write(from);
    const each = length === 0 ? 0 : count / length;
    let text = "[";
    for (let at = 0; at < length; at += 1) {
      text += (at === 0 ? "" : ", ") + build(level + 1, from + at * each, each);
    }
    return `${text}]`;
  };
  return build(depth, start, countOf(shape));
}

function writerOf({ dtype, values }: OnnxOutput): (at: number) => string {
  if (dtype === "bool") return (at) => (values[at] === 1 ? "true" : "false");
  if (dtype.startsWith("float")) return (at) => floatJson(Number(values[at]));
  if (dtype === "str") return (at) => textJson(plainText(values[at]));
  return (at) => valueJson(values[at]);
}

function plainText(value: Json | undefined): string {
  if (value instanceof Real || Array.isArray(value) || isObject(value)) return "";
  return String(value ?? "");
}

function objects(output: OnnxOutput, keys: readonly string[], shape: readonly number[], start: number): string[] {
  const write = writerOf(output);
  const [rows = 0] = shape;
  const width = rows === 0 ? 0 : countOf(shape) / rows;
  return Array.from({ length: rows }, (_, row) => {
    const entries = keys.map((key, at) => `${textJson(key)}: ${write(start + row * width + at)}`);
    return `{${entries.join(", ")}}`;
  });
}
