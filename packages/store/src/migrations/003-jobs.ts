import type { Migration } from "./migration.ts";

/**
 * Jobs and the trash.
 * - `job` is work that goes on behind a request. Its owner raises `beat` while it works, so that others see when it is
 *   gone. `unique_key` lets a job be there once at a time.
 * - `job_log` holds the last lines of a job's log; a line keeps its number.
 * - `purge_claim` holds what is being removed for good and can't be restored any more.
 * - The indexes find what lies in the trash, and who else keeps artifacts at the place of a run that is to go. Such a
 *   place is indexed by its first 200 characters: it may be longer than an index page.
 */
export const jobs: Migration = {
  version: 3,
  name: "jobs",
  statements: (t) => [
    `CREATE TABLE job (
      id ${t.autoId},
      kind ${t.text} NOT NULL,
      state ${t.flag} NOT NULL,
      unique_key ${t.text},
      input ${t.text} NOT NULL,
      user_id ${t.text} NOT NULL,
      reason ${t.text} NOT NULL,
      done BIGINT NOT NULL DEFAULT 0,
      total BIGINT,
      progress ${t.text} NOT NULL DEFAULT '',
      checkpoint ${t.text},
      result ${t.text},
      error_code ${t.text},
      error ${t.text},
      cancel_requested ${t.flag} NOT NULL DEFAULT 0,
      owner ${t.text},
      beat BIGINT NOT NULL DEFAULT 0,
      attempts BIGINT NOT NULL DEFAULT 0,
      log_lines BIGINT NOT NULL DEFAULT 0,
      created_ms BIGINT NOT NULL,
      started_ms BIGINT,
      ended_ms BIGINT
    )`,
    "CREATE INDEX job_by_kind ON job (kind, id)",
    "CREATE INDEX job_unended ON job (state, id) WHERE ended_ms IS NULL",
    "CREATE UNIQUE INDEX job_once ON job (unique_key) WHERE ended_ms IS NULL",
    `CREATE TABLE job_log (
      job_id BIGINT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
      number BIGINT NOT NULL,
      at_ms BIGINT NOT NULL,
      text ${t.text} NOT NULL,
      PRIMARY KEY (job_id, number)
    ) ${t.clustered}`,

    `CREATE TABLE purge_claim (
      kind ${t.flag} NOT NULL,
      item_id BIGINT NOT NULL,
      attempts BIGINT NOT NULL DEFAULT 1,
      error ${t.text},
      claimed_ms BIGINT NOT NULL,
      PRIMARY KEY (kind, item_id)
    ) ${t.clustered}`,
    "UPDATE experiment SET deleted_ms = updated_ms WHERE deleted <> 0 AND deleted_ms IS NULL",
    ...["experiment", "run", "logged_model"].map(
      (table) => `CREATE INDEX ${table}_in_trash ON ${table} ((coalesce(deleted_ms, 0)), id) WHERE deleted <> 0`,
    ),
    ...[
      ["run", "artifact_uri"],
      ["logged_model", "artifact_uri"],
      ["model_version", "source"],
      ["model_version", "storage_location"],
    ].map(([table, column]) => `CREATE INDEX ${table}_by_${column} ON ${table} (substr(${column}, 1, 200))`),
  ],
};
