import type { Int64 } from "@millrace/contract";
import type { Dialect, Sql } from "../database/sql.ts";
import { type Int64Cell, readInt64 } from "../database/values.ts";
import type { BucketColumns } from "../series/buckets.ts";
import { int64At } from "../series/points.ts";
import { decodeSummary, encodeSummary, mergeSummaries } from "../series/pyramid.ts";
import type { SeriesPlace } from "./place.ts";

/** What an insert of summaries fills. */
export const SUMMARY = {
  table: "metric_summary",
  columns: { run_id: "bigint", key_id: "bigint", last_step: "bigint", summary: "bytea" },
  onConflict: "ON CONFLICT (run_id, key_id) DO UPDATE SET last_step = excluded.last_step, summary = excluded.summary",
} as const;

/** The packed part of a series in at most SERIES_BUCKETS buckets; without buckets when its blocks overlap in steps. */
export interface SeriesSummary {
  readonly lastStep: Int64;
  readonly buckets: BucketColumns | undefined;
}

/** Reads the summary of a series; undefined when nothing of it is packed. */
export async function readSummary(
  sql: Sql,
  dialect: Dialect,
  { runId, keyId }: SeriesPlace,
): Promise<SeriesSummary | undefined> {
  const row = await sql.get<{ last_step: Int64Cell; summary: Uint8Array | null }>(
    `SELECT ${dialect.int64Column("last_step")} AS last_step, summary FROM metric_summary WHERE run_id = ? AND key_id = ?`,
    [runId, keyId],
  );
  if (row === undefined) return undefined;
  return {
    lastStep: readInt64(row.last_step),
    buckets: row.summary === null ? undefined : decodeSummary(row.summary),
  };
}

/** Adds a new block's buckets to the summary of its series. */
export async function extendSummary(
  sql: Sql,
  dialect: Dialect,
  place: SeriesPlace,
  added: BucketColumns,
): Promise<void> {
  const before = await readSummary(sql, dialect, place);
  const lastStep = int64At(added.lastSteps, added.lastSteps.length - 1);
  const inOrder = before === undefined || before.lastStep <= int64At(added.firstSteps, 0);
  const parts = before === undefined ? [added] : before.buckets === undefined ? undefined : [before.buckets, added];
  const summary = inOrder && parts !== undefined ? encodeSummary(mergeSummaries(parts)) : null;
  const latest = before === undefined || before.lastStep < lastStep ? lastStep : before.lastStep;
  await sql.insert(SUMMARY, [[place.runId, place.keyId, latest, summary]]);
}
