import type { HttpConnection } from "./http.ts";

/**
 * Repeats `send` one at a time for about `budgetMs` milliseconds (at least once) and gives the mean milliseconds that
 * one takes. What `prepare` does is not counted.
 */
export async function meanMs<T>(
  budgetMs: number,
  prepare: (i: number) => T,
  send: (input: T) => Promise<unknown>,
): Promise<number> {
  let spent = 0;
  let count = 0;
  do {
    const input = prepare(count);
    const start = performance.now();
    await send(input);
    spent += performance.now() - start;
    count++;
  } while (spent < budgetMs);
  return spent / count;
}

/** Repeats `send` on every connection at once for `budgetMs` milliseconds; gives requests in a second over all. */
export async function requestsPerSecond(
  budgetMs: number,
  connections: readonly HttpConnection[],
  send: (connection: HttpConnection, client: number, i: number) => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const start = performance.now();
  const loop = async (connection: HttpConnection, client: number): Promise<void> => {
    for (let i = 0; performance.now() - start < budgetMs; i++) {
      await send(connection, client, i);
      count++;
    }
  };
  await Promise.all(connections.map(loop));
  return (count * 1000) / (performance.now() - start);
}
