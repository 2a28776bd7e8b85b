import type { Migration } from "./migration.ts";

/**
 * Values that enter their indexes some time after they were written. `run.fresh` marks a run with such values; a value with
 * `indexed` 0 is in no index of values, and only a fresh run has one. Who knows nothing of this writes indexed values.
 */
export const freshRuns: Migration = {
  version: 5,
  name: "fresh-runs",
  statements: (t) => [
    `ALTER TABLE run ADD COLUMN fresh ${t.flag} NOT NULL DEFAULT 0`,
    "CREATE INDEX run_fresh ON run (experiment_id, id) WHERE fresh = 1",
    ...Object.entries(INDEXED).flatMap(([table, columns]) => [
      `ALTER TABLE ${table} ADD COLUMN indexed ${t.flag} NOT NULL DEFAULT 1`,
      `DROP INDEX ${table}_by_value`,
      `CREATE INDEX ${table}_by_value ON ${table} (experiment_id, key_id, ${columns}) WHERE indexed = 1`,
    ]),
  ],
};

/** `indexed` stands in an index where SQLite would read the table for it. */
const INDEXED = {
  metric: "last_value, run_id",
  param: "substr(value, 1, 64), run_id, indexed",
  tag: "substr(value, 1, 64), run_id, indexed",
};
