import { encodeSeries, type WireSeries } from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import type { Keys } from "../keys/keys.ts";
import type { SeriesPlace } from "../metrics/place.ts";
import { readSeriesRows } from "../metrics/series-rows.ts";
import { ALL, LOOSE, readStored } from "../metrics/stored.ts";
import { readSummary } from "../metrics/summary.ts";
import { findRun } from "../runs/find-run.ts";
import { type BucketColumns, concatBuckets } from "../series/buckets.ts";
import { type Downsampled, downsampleBuckets, downsamplePoints, type StepRange } from "../series/downsample.ts";
import { int64At } from "../series/points.ts";
import { SERIES_BUCKETS, summarise } from "../series/pyramid.ts";
import { wireColumns } from "../series/wire.ts";
import type { SeriesQuery } from "../store.ts";

/** Up to this many points are read one by one; longer series are drawn from their summaries. */
const EXACT = 20_000;

/** Metric series for charts: down-sampled columns that keep the true minimum and maximum. */
export class SeriesTables {
  readonly #database: Database;
  readonly #keys: Keys;

  constructor(database: Database, keys: Keys) {
    this.#database = database;
    this.#keys = keys;
  }

  /** Series that were never logged are left out. */
  async series(query: SeriesQuery): Promise<Uint8Array> {
    const keyIds = await this.#keys.find(query.keys);
    const range = { start: query.startStep, end: query.endStep };
    const series: WireSeries[] = [];
    for (const runId of new Set(query.runIds)) {
      const run = await findRun(this.#database.read, runId);
      if (run === undefined) continue;
      for (const [key, keyId] of keyIds) {
        const drawn = await this.#draw(runId, { runId: run, keyId }, query.width, range);
        if (drawn !== undefined) series.push({ runId, key, columns: wireColumns(drawn) });
        await new Promise(setImmediate);
      }
    }
    return encodeSeries(series);
  }

  async #draw(runId: string, place: SeriesPlace, width: number, range: StepRange): Promise<Downsampled | undefined> {
    const { read, dialect } = this.#database;
    const row = (await readSeriesRows(read, dialect, runId, [place.keyId])).get(place.keyId);
    if (row === undefined) return undefined;
    const whole = range.start === undefined && range.end === undefined;
    if (whole && row.count > EXACT && width <= SERIES_BUCKETS) {
      const buckets = await this.#summary(place);
      if (buckets !== undefined) return { kind: "buckets", buckets: downsampleBuckets(buckets, width) };
    }
    return downsamplePoints(await readStored(read, dialect, place, ALL, range), width, range);
  }

  /** The buckets of a whole series, or undefined when it was not logged in the order of steps. */
  async #summary(place: SeriesPlace): Promise<BucketColumns | undefined> {
    const { read, dialect } = this.#database;
    // The summary comes second: points that are packed in between are in both, which shows in the steps.
    const loose = await readStored(read, dialect, place, LOOSE);
    const summary = await readSummary(read, dialect, place);
    if (summary?.buckets === undefined) return undefined;
    if (loose.values.length === 0) return summary.buckets;
    return int64At(loose.steps, 0) < summary.lastStep ? undefined : concatBuckets([summary.buckets, summarise(loose)]);
  }
}
