import { allocate, countOf, type NdArray, put } from "../../signature/index.ts";
import type { Feeds } from "./onnx-model.ts";

/** Some rows of an array. */
export function sliceRows({ dtype, shape, values }: NdArray, from: number, count: number): NdArray {
  const row = countOf(shape.slice(1));
  return { dtype, shape: [count, ...shape.slice(1)], values: values.slice(from * row, (from + count) * row) };
}

/** Some rows of all inputs. */
export function sliceFeeds(feeds: Feeds, from: number, count: number): Feeds {
  return Object.fromEntries(Object.entries(feeds).map(([name, array]) => [name, sliceRows(array, from, count)]));
}

/** The rows of the inputs of many requests as one. */
export function joinFeeds(all: readonly Feeds[], rows: number): Feeds {
  const made: Record<string, NdArray> = {};
  for (const name in all[0]) {
    const first = all[0][name];
    if (first === undefined) continue;
    const shape = [rows, ...first.shape.slice(1)];
    const values = allocate(first.dtype, countOf(shape));
    let at = 0;
    for (const feeds of all) for (const value of feeds[name]?.values ?? []) put(values, at++, value);
    made[name] = { dtype: first.dtype, shape, values };
  }
  return made;
}
