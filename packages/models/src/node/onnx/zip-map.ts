import { delimited, type Field, fieldsOf, packedVarints } from "./protobuf.ts";

/** A model whose outputs are tensors alone. */
export interface EditedModel {
  readonly model: Uint8Array;
  /** By the name of a tensor that is an output now: the output that it stands for, and what its columns mean. */
  readonly keys: ReadonlyMap<string, { readonly name: string; readonly keys: readonly string[] }>;
}

// Numbers of fields in onnx.proto.
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;
const NODE = { input: 1, output: 2, type: 4, attribute: 5 } as const;
const ATTRIBUTE = { ints: 8, strings: 9 } as const;
const INFO_NAME = 1;

interface ZipMap {
  readonly node: Field;
  readonly from: string;
  readonly to: string;
  readonly keys: readonly string[];
}

/**
 * Takes off the step by which classifiers of scikit-learn make an object of the probabilities of each row: JavaScript
 * can't read such outputs, and the answer has the same objects when they are made from the tensor. Undefined for a model
 * that has no such step, or is none that can be read.
 */
export function withoutMaps(model: Uint8Array): EditedModel | undefined {
  try {
    return edited(model);
  } catch (error) {
    // What is wrong with the model is for the runtime to say.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function edited(model: Uint8Array): EditedModel | undefined {
  const parts = fieldsOf(model);
  const graph = parts.find(({ number }) => number === MODEL_GRAPH);
  if (graph === undefined) return undefined;
  const fields = fieldsOf(graph.content);
  const maps = fields.flatMap((field) => zipMapOf(field) ?? []);
  if (maps.length === 0) return undefined;
  const byOutput = new Map(maps.map((map) => [map.to, map]));
  const nodes = new Set(maps.map(({ node }) => node));
  const kept = fields.filter((field) => !nodes.has(field)).map((field) => replaced(field, byOutput));
  const changed = delimited(MODEL_GRAPH, Buffer.concat(kept));
  return {
    model: Buffer.concat(parts.map((part) => (part === graph ? changed : part.whole))),
    keys: new Map(maps.map(({ from, to, keys }) => [from, { name: to, keys }])),
  };
}

function zipMapOf(field: Field): ZipMap | undefined {
  if (field.number !== GRAPH_NODE) return undefined;
  const parts = fieldsOf(field.content);
  if (textAt(parts, NODE.type) !== "ZipMap") return undefined;
  const attributes = parts.filter(({ number }) => number === NODE.attribute);
  const keys = attributes.flatMap(({ content }) => keysOf(content));
  return { node: field, from: textAt(parts, NODE.input), to: textAt(parts, NODE.output), keys };
}

function keysOf(attribute: Uint8Array): string[] {
  return fieldsOf(attribute).flatMap(({ number, content, value }) => {
    if (number === ATTRIBUTE.strings) return [textOf(content)];
    if (number !== ATTRIBUTE.ints) return [];
    const values = content.length > 0 ? packedVarints(content) : [value];
    return values.map((one) => String(BigInt.asIntN(64, one)));
  });
}

/** The output by the name of the tensor; the runtime finds its type and shape itself. */
function replaced(field: Field, byOutput: ReadonlyMap<string, ZipMap>): Uint8Array {
  if (field.number !== GRAPH_OUTPUT) return field.whole;
  const map = byOutput.get(textAt(fieldsOf(field.content), INFO_NAME));
  if (map === undefined) return field.whole;
  return delimited(GRAPH_OUTPUT, delimited(INFO_NAME, Buffer.from(map.from)));
}

function textAt(fields: readonly Field[], number: number): string {
  const found = fields.find((field) => field.number === number);
  return found === undefined ? "" : textOf(found.content);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
