import type { Feeds, OnnxModel, OnnxOutput } from "./onnx-model.ts";
import type { RunPart } from "./predictions.ts";
import { joinFeeds } from "./slice.ts";

/** What is known of requests that may share a run. */
export interface BatchLimit {
  /** The lengths of all but the first dimension of every input, as `shapeKey` writes them. */
  readonly key: string;
  /** Runs of up to so many rows give the same bits as single ones. */
  readonly rows: number;
}

interface Waiting {
  readonly feeds: Feeds;
  readonly rows: number;
  readonly resolve: (part: RunPart) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers the requests that come at the same moment into one run of the model, and gives each its rows. */
export class Batcher {
  readonly #model: OnnxModel;
  readonly #limit: BatchLimit | undefined;
  #waiting: Waiting[] = [];

  /** @param limit undefined when every request has to be run alone */
  constructor(model: OnnxModel, limit: BatchLimit | undefined) {
    this.#model = model;
    this.#limit = limit;
  }

  /** Runs the model, together with requests that came at the same moment. Rejects as the model's `run` does. */
  run(feeds: Feeds): Promise<RunPart> {
    const limit = this.#limit;
    const rows = limit === undefined ? undefined : rowsOf(feeds);
    if (limit === undefined || rows === undefined || rows * 2 > limit.rows || shapeKey(feeds) !== limit.key) {
      return this.#alone(feeds);
    }
    return new Promise((resolve, reject) => {
      // What else came in with the same look at the sockets is there before the callback.
      if (this.#waiting.length === 0) setImmediate(() => this.#flush(limit.rows));
      this.#waiting.push({ feeds, rows, resolve, reject });
    });
  }

  async #alone(feeds: Feeds): Promise<RunPart> {
    return { outputs: await this.#model.run(feeds), rows: undefined };
  }

  #flush(limit: number): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    let batch: Waiting[] = [];
    let rows = 0;
    for (const one of waiting) {
      if (rows + one.rows > limit) {
        this.#start(batch, rows);
        batch = [];
        rows = 0;
      }
      batch.push(one);
      rows += one.rows;
    }
    this.#start(batch, rows);
  }

  #start(batch: readonly Waiting[], rows: number): void {
    const [first] = batch;
    if (first === undefined) return;
    if (batch.length === 1) return void this.#settle(first);
    this.#model
      .run(
        joinFeeds(
          batch.map(({ feeds }) => feeds),
          rows,
        ),
      )
      .then(
        (outputs) => this.#share(batch, outputs, rows),
        // One of them may be what the model fails with, and the others are not to suffer for it.
        () => batch.forEach((one) => void this.#settle(one)),
      );
  }

  async #settle({ feeds, resolve, reject }: Waiting): Promise<void> {
    await this.#alone(feeds).then(resolve, reject);
  }

  #share(batch: readonly Waiting[], outputs: readonly OnnxOutput[], rows: number): void {
    if (outputs.some(({ shape }) => shape[0] !== rows)) return batch.forEach((one) => void this.#settle(one));
    let from = 0;
    for (const one of batch) {
      one.resolve({ outputs, rows: { from, count: one.rows } });
      from += one.rows;
    }
  }
}

/** How many rows all inputs have; undefined when they differ, or have none. */
export function rowsOf(feeds: Feeds): number | undefined {
  let rows: number | undefined;
  for (const name in feeds) {
    const first = feeds[name]?.shape[0];
    if (first === undefined || first === 0 || (rows !== undefined && rows !== first)) return undefined;
    rows = first;
  }
  return rows;
}

/** The lengths of all but the first dimension of every input. */
export function shapeKey(feeds: Feeds): string {
  let key = "";
  for (const name in feeds) {
    const shape = feeds[name]?.shape ?? [];
    for (let at = 1; at < shape.length; at += 1) key += `${shape[at]},`;
    key += ";";
  }
  return key;
}
