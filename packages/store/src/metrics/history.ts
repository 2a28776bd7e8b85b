import { Encoded, type endpoints, invalidParameter, type ResponseOf } from "@millrace/contract";
import { decodePageToken, encodePageToken, queryFingerprint } from "@millrace/filter";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import { findRun } from "../runs/find-run.ts";
import { type PointColumns, slicePoints } from "../series/points.ts";
import type { SeriesPlace } from "./place.ts";
import { orderedBy } from "./point-order.ts";
import { pointTexts } from "./point-text.ts";
import { readSampled } from "./sampled.ts";
import { ALL, readStored } from "./stored.ts";

/** Characters written before other requests get their turn. */
const TURN = 500_000;

/** Characters after which a chunk is sent. */
const CHUNK = 65_536;

const NO_POINTS: PointColumns = {
  steps: new Float64Array(),
  timestamps: new Float64Array(),
  values: new Float64Array(),
};

/** The histories of metrics, as text of MLflow's answers. */
export class Histories {
  readonly #database: Database;
  readonly #keys: Keys;

  constructor(database: Database, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  async history(
    runId: string,
    key: string,
    page: { maxResults: number | undefined; pageToken: string | undefined },
  ): Promise<Encoded<ResponseOf<typeof endpoints.metrics.getHistory>>> {
    const query = queryFingerprint([runId, key]);
    const start = page.pageToken === undefined ? 0 : readOffset(page.pageToken, query);
    const points = orderedBy("time", await this.#points(runId, key));
    const count = points.values.length;
    const end = page.maxResults === undefined ? count : Math.min(start + page.maxResults, count);
    const token = end < count ? encodePageToken(query, [end]) : undefined;
    return new Encoded(answer([pieces(slicePoints(points, start, end), pointPrefix(key), "")], token));
  }

  async historyBulk(
    runIds: readonly string[],
    key: string,
    maxResults: number,
  ): Promise<Encoded<ResponseOf<typeof endpoints.metrics.getHistoryBulk>>> {
    return new Encoded(answer(this.#bulk(runIds, key, maxResults), undefined, true));
  }

  async historyInterval(
    runIds: readonly string[],
    key: string,
    query: { startStep?: number; endStep?: number; maxResults: number },
  ): Promise<Encoded<ResponseOf<typeof endpoints.metrics.getHistoryBulkInterval>>> {
    return new Encoded(answer(this.#interval(runIds, key, query), undefined));
  }

  async *#bulk(runIds: readonly string[], key: string, maxResults: number): AsyncIterable<AsyncIterable<string>> {
    let left = maxResults;
    for (const runId of [...new Set(runIds)].sort()) {
      const points = orderedBy("time", await this.#points(runId, key));
      const end = Math.min(left, points.values.length);
      yield pieces(slicePoints(points, 0, end), pointPrefix(key), runSuffix(runId));
      left -= end;
      if (left === 0) return;
    }
  }

  async *#interval(
    runIds: readonly string[],
    key: string,
    query: { startStep?: number; endStep?: number; maxResults: number },
  ): AsyncIterable<AsyncIterable<string>> {
    const steps = { start: query.startStep, end: query.endStep };
    for (const runId of runIds) {
      const place = await this.#place(runId, key);
      if (place === undefined) continue;
      const points = await readSampled(this.#database.read, this.#database.dialect, place, steps, query.maxResults);
      yield pieces(points, pointPrefix(key), runSuffix(runId));
    }
  }

  async #points(runId: string, key: string): Promise<PointColumns> {
    const place = await this.#place(runId, key);
    return place === undefined ? NO_POINTS : readStored(this.#database.read, this.#database.dialect, place, ALL);
  }

  async #place(runId: string, key: string): Promise<SeriesPlace | undefined> {
    const keyId = (await this.#keys.find([key])).get(key);
    const run = keyId === undefined ? undefined : await findRun(this.#database.read, runId);
    return keyId === undefined || run === undefined ? undefined : { runId: run, keyId };
  }
}

function readOffset(token: string, query: string): number {
  const [offset] = decodePageToken(token, query, (keys): keys is [number] => Number.isSafeInteger(keys[0]));
  if (offset < 0) throw invalidParameter("The page token is not one that this server gave out.");
  return offset;
}

function pointPrefix(key: string): string {
  return `{"key":${JSON.stringify(key)},"value":`;
}

function runSuffix(runId: string): string {
  return `,"run_id":${JSON.stringify(runId)}`;
}

/** The text of points, in pieces, each point followed by a comma. */
async function* pieces(points: PointColumns, prefix: string, suffix: string): AsyncIterable<string> {
  let characters = 0;
  for (const text of pointTexts(points, prefix, suffix)) {
    yield text;
    characters += text.length;
    if (characters < TURN) continue;
    characters = 0;
    await new Promise(setImmediate);
  }
}

/** `{"metrics":[…],"next_page_token":…}`, or `{}` when there is no point and no list is demanded. */
async function* answer(
  series: AsyncIterable<AsyncIterable<string>> | Iterable<AsyncIterable<string>>,
  token: string | undefined,
  always = false,
): AsyncIterable<string> {
  // One piece is held back: the last one loses its comma, and a short answer stays in one chunk.
  let held = '{"metrics":[';
  let empty = true;
  for await (const points of series) {
    for await (const piece of points) {
      if (held.length > CHUNK) {
        yield held;
        held = "";
      }
      held += piece;
      empty = false;
    }
  }
  if (empty) yield always ? '{"metrics":[]}' : "{}";
  else yield `${held.slice(0, -1)}]${token === undefined ? "" : `,"next_page_token":${JSON.stringify(token)}`}}`;
}
