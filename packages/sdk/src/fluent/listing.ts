/**
 * The results of a search, fetched page by page as they are read: `for await (const run of mlflow.searchRuns())`, or all
 * at once: `await mlflow.searchRuns().toArray()`. Each reading asks anew.
 */
export class Listing<Item> implements AsyncIterable<Item> {
  readonly #pages: () => AsyncIterable<readonly Item[]>;
  readonly #most: number;

  /** @param most how many items are given at most */
  constructor(pages: () => AsyncIterable<readonly Item[]>, most = Infinity) {
    this.#pages = pages;
    this.#most = most;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let left = this.#most;
    if (left <= 0) return;
    for await (const page of this.#pages()) {
      for (const item of page) {
        yield item;
        left -= 1;
        if (left <= 0) return;
      }
    }
  }

  /** Reads all of them into memory. */
  async toArray(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  /** Reads the first of them; undefined when there is none. */
  async first(): Promise<Item | undefined> {
    for await (const item of this) return item;
    return undefined;
  }
}
