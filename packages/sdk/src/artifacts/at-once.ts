/**
 * Does the work for each item, for some of them at once. When one fails, no other is begun, and those under way have
 * ended before this throws.
 * @param work gets a signal that ends it when another fails, or when the caller's is aborted
 */
export async function forEachAtOnce<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  signal: AbortSignal | undefined,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const underWay = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failed ??= { error };
    stop.abort(error);
  };
  try {
    for await (const item of items) {
      if (either.aborted) break;
      const doing = work(item, either)
        .catch(fail)
        .finally(() => underWay.delete(doing));
      underWay.add(doing);
      if (underWay.size >= atOnce) await Promise.race(underWay);
    }
  } catch (error) {
    fail(error);
  }
  await Promise.all(underWay);
  signal?.throwIfAborted();
  if (failed !== undefined) throw failed.error;
}
