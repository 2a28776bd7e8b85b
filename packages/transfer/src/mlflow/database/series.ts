import {
  type ForeignDatabase,
  inList,
  type Int64Cell,
  PointsBuilder,
  readInt64,
  type RunRecord,
  type SeriesRecord,
} from "@millrace/store/transfer";
import { metricValue } from "../values.ts";

interface PointRow {
  readonly run: string;
  readonly key: string;
  readonly step: Int64Cell;
  readonly timestamp: Int64Cell;
  readonly value: number | null;
  readonly is_nan: number;
}

/** The metrics of runs, one after the other. */
export async function* readSeries(database: ForeignDatabase, runs: readonly RunRecord[]): AsyncGenerator<SeriesRecord> {
  const logged = runs.filter((run) => run.series.length > 0).map((run) => run.id);
  if (logged.length === 0) return;
  const list = inList(logged);
  const latest = await readLatest(database, logged);
  const batches = database.batches<PointRow>(
    `SELECT run_uuid AS run, key, ${database.int64Column("step")} AS step, ` +
      `${database.int64Column("timestamp")} AS timestamp, value, CASE WHEN is_nan THEN 1 ELSE 0 END AS is_nan ` +
      `FROM metrics WHERE run_uuid IN ${list.text} ORDER BY metrics.run_uuid, metrics.key, metrics.step`,
    list.params,
  );
  let points = new PointsBuilder();
  let current: { run: string; key: string } | undefined;
  const finished = (): SeriesRecord[] => {
    if (current === undefined) return [];
    const { run: runId, key } = current;
    return [{ runId, key, points: points.finish(), lastValue: latest.get(runId)?.get(key) }];
  };
  for await (const batch of batches) {
    for (const row of batch) {
      if (current?.run !== row.run || current.key !== row.key) {
        yield* finished();
        current = row;
        points = new PointsBuilder();
      }
      points.add(readInt64(row.step), readInt64(row.timestamp), metricValue(row.value, row.is_nan));
    }
  }
  yield* finished();
}

/** What MLflow holds for the latest value of each metric, by run and key. */
async function readLatest(
  database: ForeignDatabase,
  runIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const list = inList(runIds);
  const latest = new Map<string, Map<string, number>>();
  const batches = database.batches<{ run: string; key: string; value: number; is_nan: number }>(
    "SELECT run_uuid AS run, key, value, CASE WHEN is_nan THEN 1 ELSE 0 END AS is_nan FROM latest_metrics " +
      `WHERE run_uuid IN ${list.text}`,
    list.params,
  );
  for await (const rows of batches) {
    for (const { run, key, value, is_nan } of rows) {
      const ofRun = latest.get(run) ?? new Map<string, number>();
      latest.set(run, ofRun.set(key, metricValue(value, is_nan)));
    }
  }
  return latest;
}
