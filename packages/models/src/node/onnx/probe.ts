import { allocate, countOf, isNumeric, type NdArray, put } from "../../signature/index.ts";
import { type BatchLimit, rowsOf, shapeKey } from "./batcher.ts";
import type { Feeds, OnnxInput, OnnxModel, OnnxOutput } from "./onnx-model.ts";
import { joinFeeds, sliceFeeds, sliceRows } from "./slice.ts";

/** The most rows of a run that requests share. */
const MOST_ROWS = 64;
/** Fewer are not worth gathering. */
const LEAST_ROWS = 4;
/** How long it may take, in milliseconds. */
const BUDGET_MS = 400;

/**
 * Finds out up to how many rows a run gives the same bits for each row as a run for that row alone. Every size is tried,
 * so that no run is ever of a size that was not. Undefined when requests can't share a run.
 * @param example inputs that the model takes
 * @param width how many values a row has, where the model itself does not say it
 */
export async function probeBatches(
  model: OnnxModel,
  example: Feeds | undefined,
  width: number | undefined,
): Promise<BatchLimit | undefined> {
  // Of outputs the shape may be unknown; the trial runs show it.
  const isFree = model.inputs.every(({ shape }) => typeof shape[0] === "string");
  const rows = isFree ? probeRows(model, example, width) : undefined;
  if (rows === undefined) return undefined;
  try {
    const most = await largestEqual(model, rows);
    return most < LEAST_ROWS ? undefined : { key: shapeKey(rows), rows: most };
  } catch {
    // The model does not take what was made up.
    return undefined;
  }
}

async function largestEqual(model: OnnxModel, rows: Feeds): Promise<number> {
  const until = performance.now() + BUDGET_MS;
  const singles: (readonly OnnxOutput[])[] = [];
  while (singles.length < MOST_ROWS && performance.now() < until - BUDGET_MS / 2) {
    singles.push(await model.run(sliceFeeds(rows, singles.length, 1)));
  }
  for (let size = 2; size <= singles.length; size += 1) {
    if (performance.now() > until) return size - 1;
    // Starting elsewhere each time, a row is tried at many places.
    const from = (size * 7) % (singles.length - size + 1);
    const together = await model.run(sliceFeeds(rows, from, size));
    if (!singles.slice(from, from + size).every((single, row) => isSameRow(together, single, row, size)))
      return size - 1;
  }
  return singles.length;
}

function isSameRow(together: readonly OnnxOutput[], single: readonly OnnxOutput[], row: number, size: number): boolean {
  return together.every((output, at) => {
    const alone = single[at];
    if (alone === undefined || output.shape[0] !== size || alone.shape[0] !== 1) return false;
    return isSame(sliceRows(output, row, 1), alone);
  });
}

function isSame(one: NdArray, other: NdArray): boolean {
  if (countOf(one.shape) !== countOf(other.shape) || one.shape.length !== other.shape.length) return false;
  if (Array.isArray(one.values) || Array.isArray(other.values)) {
    return Array.from(one.values).every((value, at) => value === other.values[at]);
  }
  return bytesOf(one.values).equals(bytesOf(other.values));
}

function bytesOf(values: ArrayBufferView): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function probeRows(model: OnnxModel, example: Feeds | undefined, width: number | undefined): Feeds | undefined {
  const given = example === undefined ? undefined : rowsOf(example);
  if (example !== undefined && given !== undefined) return variations(example, given);
  const made: Record<string, NdArray> = {};
  for (const input of model.inputs) {
    const shape = rowShape(input, width);
    if (shape === undefined || !isNumeric(input.dtype)) return undefined;
    made[input.name] = randomRows(input, shape);
  }
  return made;
}

function rowShape({ shape }: OnnxInput, width: number | undefined): number[] | undefined {
  const inner = shape.slice(1).map((length) => (typeof length === "number" ? length : width));
  const known = inner.filter((length) => length !== undefined);
  return known.length === inner.length && inner.length < 4 ? known : undefined;
}

function randomRows({ dtype }: OnnxInput, inner: readonly number[]): NdArray {
  const next = generator();
  const count = MOST_ROWS * countOf(inner);
  const values = allocate(dtype, count);
  const isFloat = dtype.startsWith("float");
  for (let at = 0; at < count; at += 1) put(values, at, isFloat ? next() * 8 - 2 : Math.round(next()));
  return { dtype, shape: [MOST_ROWS, ...inner], values };
}

/** The rows of the example over and over, the floats of each somewhat different. */
function variations(example: Feeds, rows: number): Feeds {
  const next = generator();
  const copies = Math.ceil(MOST_ROWS / rows);
  const all = joinFeeds(Array<Feeds>(copies).fill(example), copies * rows);
  for (const { dtype, values } of Object.values(all)) {
    if (!dtype.startsWith("float")) continue;
    for (let at = 0; at < values.length; at += 1) put(values, at, Number(values[at]) * (0.5 + next()));
  }
  return sliceFeeds(all, 0, MOST_ROWS);
}

/** The same numbers from 0 to 1 each time. */
function generator(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
