/** SQLite takes 32,766 parameters in one statement; a longer list would be filled up to 32,768. */
const MOST_VALUES = 16_384;

/**
 * A list for `IN (…)`: its placeholders and parameters, filled up to a power of two by repeating the last value, so that
 * lists of all lengths share a few prepared statements.
 * @throws RangeError when the list is empty or has more than 16,384 values; `slicesOf` cuts what can be longer.
 */
export function inList<Value>(values: readonly Value[]): { readonly text: string; readonly params: Value[] } {
  if (values.length > MOST_VALUES) throw new RangeError(`An IN list has at most ${MOST_VALUES} values.`);
  const params = [...values];
  const last = params.at(-1);
  if (last === undefined) throw new RangeError("An IN list needs a value.");
  const size = 2 ** Math.ceil(Math.log2(params.length));
  while (params.length < size) params.push(last);
  return { text: `(${params.map(() => "?").join(", ")})`, params };
}

/** The values in their order, in slices of at most `size`. */
export function slicesOf<Value>(values: readonly Value[], size: number): Value[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
