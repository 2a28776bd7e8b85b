import { Encoded, type endpoints, invalidParameter, type ResponseOf, toWireDouble } from "@millrace/contract";
import { decodePageToken, encodePageToken, queryFingerprint } from "@millrace/filter";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import { findRun } from "../runs/find-run.ts";
import type { StepRange } from "../series/downsample.ts";
import { intervalIndices } from "../series/interval.ts";
import { int64At, type PointColumns } from "../series/points.ts";
import { orderedBy } from "./point-order.ts";
import { ALL, readStored } from "./stored.ts";

/** Points written in one piece before other requests get their turn. */
const PIECE = 5000;

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
    return new Encoded(answer([pieces(points, range(start, end), pointPrefix(key), "")], token));
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
      yield pieces(points, range(0, end), pointPrefix(key), runSuffix(runId));
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
      const points = await this.#points(runId, key, steps);
      const picked = intervalIndices(points.values.length, query.maxResults);
      yield pieces(points, picked, pointPrefix(key), runSuffix(runId));
    }
  }

  async #points(runId: string, key: string, steps: StepRange = {}): Promise<PointColumns> {
    const keyId = (await this.#keys.find([key])).get(key);
    const run = keyId === undefined ? undefined : await findRun(this.#database.read, runId);
    if (keyId === undefined || run === undefined) return NO_POINTS;
    return readStored(this.#database.read, this.#database.dialect, { runId: run, keyId }, ALL, steps);
  }
}

function readOffset(token: string, query: string): number {
  const [offset] = decodePageToken(token, query, (keys): keys is [number] => Number.isSafeInteger(keys[0]));
  if (offset < 0) throw invalidParameter("The page token is not one that this server gave out.");
  return offset;
}

function* range(start: number, end: number): Iterable<number> {
  for (let index = start; index < end; index++) yield index;
}

function pointPrefix(key: string): string {
  return `{"key":${JSON.stringify(key)},"value":`;
}

function runSuffix(runId: string): string {
  return `,"run_id":${JSON.stringify(runId)}`;
}

/** The text of the points at the given places, in pieces, each point followed by a comma. */
async function* pieces(
  { steps, timestamps, values }: PointColumns,
  indices: Iterable<number>,
  prefix: string,
  suffix: string,
): AsyncIterable<string> {
  let text = "";
  let count = 0;
  for (const i of indices) {
    const value = values[i] ?? Number.NaN;
    const shown = Number.isFinite(value) ? String(value) : JSON.stringify(toWireDouble(value));
    text += `${prefix}${shown},"timestamp":${int64At(timestamps, i)},"step":${int64At(steps, i)}${suffix}},`;
    count += 1;
    if (count % PIECE !== 0) continue;
    yield text;
    text = "";
    await new Promise(setImmediate);
  }
  if (text !== "") yield text;
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
