/**
 * A list for `IN (…)`: its placeholders and parameters, filled up to a power of two by repeating the last value, so that
 * lists of all lengths share a few prepared statements. The list must not be empty.
 */
export function inList<Value>(values: readonly Value[]): { readonly text: string; readonly params: Value[] } {
  const params = [...values];
  const last = params.at(-1);
  if (last === undefined) throw new RangeError("An IN list needs a value.");
  const size = 2 ** Math.ceil(Math.log2(params.length));
  while (params.length < size) params.push(last);
  return { text: `(${params.map(() => "?").join(", ")})`, params };
}
