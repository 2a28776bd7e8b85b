import type { Migration } from "./migration.ts";

/**
 * Experiments, runs and what runs log.
 * - `entity_key` interns the names of metrics, parameters and tags.
 * - `metric` keeps one row per series with its latest point and its aggregates. New points are rows of `metric_point` or,
 *   when many come at once, a row of `metric_segment`; old ones are packed into `metric_block`.
 * - `metric_summary` is the whole packed part of a series as at most 1,024 buckets; it has none (NULL) when blocks overlap.
 * - Rows that searches look up carry their experiment, so that an index answers "by metric" inside one experiment.
 * - Values of parameters and tags are indexed by their first 64 characters: a value may be longer than an index page.
 */
export const tracking: Migration = {
  version: 1,
  name: "tracking",
  statements: (t) => [
    `CREATE TABLE experiment (
      id ${t.autoId},
      name ${t.text} NOT NULL UNIQUE,
      artifact_location ${t.text} NOT NULL,
      deleted ${t.flag} NOT NULL DEFAULT 0,
      created_ms BIGINT NOT NULL,
      updated_ms BIGINT NOT NULL
    )`,
    `CREATE TABLE experiment_tag (
      experiment_id BIGINT NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
      key ${t.text} NOT NULL,
      value ${t.text} NOT NULL,
      PRIMARY KEY (experiment_id, key)
    ) ${t.clustered}`,
    `CREATE TABLE run (
      id ${t.autoId},
      uuid ${t.text} NOT NULL UNIQUE,
      experiment_id BIGINT NOT NULL REFERENCES experiment (id),
      name ${t.text} NOT NULL,
      user_id ${t.text} NOT NULL,
      status ${t.flag} NOT NULL,
      start_ms BIGINT NOT NULL,
      end_ms BIGINT,
      deleted ${t.flag} NOT NULL DEFAULT 0,
      deleted_ms BIGINT,
      artifact_uri ${t.text} NOT NULL
    )`,
    "CREATE INDEX run_newest ON run (experiment_id, deleted, start_ms DESC, uuid)",
    `CREATE TABLE entity_key (id ${t.autoId}, name ${t.text} NOT NULL UNIQUE)`,
    ...["param", "tag"].flatMap((table) => [
      `CREATE TABLE ${table} (
        run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
        key_id BIGINT NOT NULL,
        experiment_id BIGINT NOT NULL,
        value ${t.text} NOT NULL,
        PRIMARY KEY (run_id, key_id)
      ) ${t.clustered}`,
      `CREATE INDEX ${table}_by_value ON ${table} (experiment_id, key_id, substr(value, 1, 64), run_id)`,
    ]),
    `CREATE TABLE metric (
      run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      key_id BIGINT NOT NULL,
      experiment_id BIGINT NOT NULL,
      last_value ${t.double} NOT NULL,
      last_step BIGINT NOT NULL,
      last_ms BIGINT NOT NULL,
      points BIGINT NOT NULL,
      nans BIGINT NOT NULL,
      min_value ${t.double},
      max_value ${t.double},
      sum_value ${t.double} NOT NULL,
      sum_squares ${t.double} NOT NULL,
      loose BIGINT NOT NULL,
      PRIMARY KEY (run_id, key_id)
    ) ${t.clustered}`,
    "CREATE INDEX metric_by_value ON metric (experiment_id, key_id, last_value, run_id)",
    `CREATE TABLE metric_point (
      run_id BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      step BIGINT NOT NULL,
      time_ms BIGINT NOT NULL,
      value ${t.double} NOT NULL,
      PRIMARY KEY (run_id, key_id, step, time_ms, value)
    ) ${t.clustered}`,
    `CREATE TABLE metric_segment (
      id ${t.autoId},
      run_id BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      first_step BIGINT NOT NULL,
      last_step BIGINT NOT NULL,
      first_ms BIGINT NOT NULL,
      last_ms BIGINT NOT NULL,
      body ${t.bytes} NOT NULL
    )`,
    "CREATE INDEX metric_segment_by_series ON metric_segment (run_id, key_id)",
    `CREATE TABLE metric_block (
      run_id BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      number BIGINT NOT NULL,
      points BIGINT NOT NULL,
      first_step BIGINT NOT NULL,
      last_step BIGINT NOT NULL,
      first_ms BIGINT NOT NULL,
      last_ms BIGINT NOT NULL,
      summary ${t.bytes} NOT NULL,
      body ${t.bytes} NOT NULL,
      PRIMARY KEY (run_id, key_id, number)
    )`,
    `CREATE TABLE metric_summary (
      run_id BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      last_step BIGINT NOT NULL,
      summary ${t.bytes},
      PRIMARY KEY (run_id, key_id)
    )`,
    `CREATE TABLE dataset (
      id ${t.autoId},
      experiment_id BIGINT NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
      name ${t.text} NOT NULL,
      digest ${t.text} NOT NULL,
      source_type ${t.text} NOT NULL,
      source ${t.text} NOT NULL,
      schema_text ${t.text},
      profile ${t.text},
      UNIQUE (experiment_id, name, digest)
    )`,
    `CREATE TABLE dataset_input (
      id ${t.autoId},
      run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      dataset_id BIGINT NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
      UNIQUE (run_id, dataset_id)
    )`,
    "CREATE INDEX dataset_input_by_dataset ON dataset_input (dataset_id)",
    `CREATE TABLE dataset_input_tag (
      input_id BIGINT NOT NULL REFERENCES dataset_input (id) ON DELETE CASCADE,
      key ${t.text} NOT NULL,
      value ${t.text} NOT NULL,
      PRIMARY KEY (input_id, key)
    ) ${t.clustered}`,
    `CREATE TABLE model_link (
      id ${t.autoId},
      run_id BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      model_id ${t.text} NOT NULL,
      direction ${t.flag} NOT NULL,
      step BIGINT NOT NULL,
      UNIQUE (run_id, model_id, direction)
    )`,
  ],
};
