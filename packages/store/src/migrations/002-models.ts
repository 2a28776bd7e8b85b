import type { Migration } from "./migration.ts";

/**
 * Logged models and the model registry.
 * - `logged_model` is a model that a run or a client saved in an experiment; a metric of it is one of the points that the
 *   runs logged, kept here a second time with the model, as there are few of them.
 * - `registered_model` and `model_version` are the registry. A version's number is never given twice; a deleted one keeps
 *   its row, so that the numbers and the history stay true.
 * - `model_event` says who changed what, when and why; it only grows, and outlives its model.
 * - `experiment.deleted_ms` and `logged_model.deleted_ms` say since when something lies in the trash.
 */
export const models: Migration = {
  version: 2,
  name: "models",
  statements: (t) => [
    "ALTER TABLE experiment ADD COLUMN deleted_ms BIGINT",
    `CREATE TABLE logged_model (
      id ${t.autoId},
      uuid ${t.text} NOT NULL UNIQUE,
      experiment_id BIGINT NOT NULL REFERENCES experiment (id),
      name ${t.text} NOT NULL,
      model_type ${t.text} NOT NULL,
      source_run_id ${t.text} NOT NULL,
      status ${t.flag} NOT NULL,
      status_message ${t.text},
      artifact_uri ${t.text} NOT NULL,
      created_ms BIGINT NOT NULL,
      updated_ms BIGINT NOT NULL,
      deleted ${t.flag} NOT NULL DEFAULT 0,
      deleted_ms BIGINT
    )`,
    "CREATE INDEX logged_model_newest ON logged_model (experiment_id, deleted, created_ms DESC, uuid)",
    "CREATE INDEX logged_model_by_run ON logged_model (source_run_id)",
    ...["param", "tag"].map(
      (part) => `CREATE TABLE logged_model_${part} (
        model_id BIGINT NOT NULL REFERENCES logged_model (id) ON DELETE CASCADE,
        key ${t.text} NOT NULL,
        value ${t.text} NOT NULL,
        PRIMARY KEY (model_id, key)
      ) ${t.clustered}`,
    ),
    `CREATE TABLE logged_model_metric (
      id ${t.autoId},
      model_id BIGINT NOT NULL REFERENCES logged_model (id) ON DELETE CASCADE,
      run_id ${t.text} NOT NULL,
      key ${t.text} NOT NULL,
      step BIGINT NOT NULL,
      time_ms BIGINT NOT NULL,
      value ${t.double} NOT NULL,
      dataset_name ${t.text},
      dataset_digest ${t.text}
    )`,
    "CREATE INDEX logged_model_metric_by_key ON logged_model_metric (model_id, key, step, time_ms)",
    "CREATE INDEX logged_model_metric_in_turn ON logged_model_metric (model_id, id)",
    "CREATE INDEX logged_model_metric_by_run ON logged_model_metric (run_id)",
    "CREATE INDEX model_link_by_model ON model_link (model_id, direction)",

    `CREATE TABLE registered_model (
      id ${t.autoId},
      name ${t.text} NOT NULL UNIQUE,
      description ${t.text},
      last_version BIGINT NOT NULL DEFAULT 0,
      created_ms BIGINT NOT NULL,
      updated_ms BIGINT NOT NULL
    )`,
    `CREATE TABLE registered_model_tag (
      model_id BIGINT NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
      key ${t.text} NOT NULL,
      value ${t.text} NOT NULL,
      PRIMARY KEY (model_id, key)
    ) ${t.clustered}`,
    `CREATE TABLE registered_model_alias (
      model_id BIGINT NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
      alias ${t.text} NOT NULL,
      version BIGINT NOT NULL,
      PRIMARY KEY (model_id, alias)
    ) ${t.clustered}`,
    `CREATE TABLE model_version (
      id ${t.autoId},
      model_id BIGINT NOT NULL REFERENCES registered_model (id) ON DELETE CASCADE,
      version BIGINT NOT NULL,
      name ${t.text},
      description ${t.text},
      user_id ${t.text},
      stage ${t.text} NOT NULL,
      source ${t.text} NOT NULL,
      storage_location ${t.text},
      run_id ${t.text} NOT NULL,
      run_link ${t.text} NOT NULL,
      status ${t.flag} NOT NULL,
      status_message ${t.text},
      logged_model_id ${t.text},
      created_ms BIGINT NOT NULL,
      updated_ms BIGINT NOT NULL,
      deleted ${t.flag} NOT NULL DEFAULT 0,
      deleted_ms BIGINT,
      UNIQUE (model_id, version)
    )`,
    "CREATE INDEX registered_model_newest ON registered_model (updated_ms, name)",
    "CREATE INDEX registered_model_tag_by_value ON registered_model_tag (key, substr(value, 1, 64), model_id)",
    "CREATE INDEX model_version_by_stage ON model_version (model_id, deleted, stage, version)",
    "CREATE UNIQUE INDEX model_version_by_name ON model_version (model_id, name)",
    "CREATE INDEX model_version_by_run ON model_version (run_id)",
    "CREATE INDEX model_version_by_logged_model ON model_version (logged_model_id)",
    "CREATE INDEX model_version_newest ON model_version (updated_ms DESC)",
    `CREATE TABLE model_version_tag (
      version_id BIGINT NOT NULL REFERENCES model_version (id) ON DELETE CASCADE,
      key ${t.text} NOT NULL,
      value ${t.text} NOT NULL,
      PRIMARY KEY (version_id, key)
    ) ${t.clustered}`,
    "CREATE INDEX model_version_tag_by_value ON model_version_tag (key, substr(value, 1, 64), version_id)",
    `CREATE TABLE model_event (
      id ${t.autoId},
      model_id BIGINT NOT NULL,
      version BIGINT,
      kind ${t.text} NOT NULL,
      subject ${t.text},
      old_value ${t.text},
      new_value ${t.text},
      user_id ${t.text} NOT NULL,
      reason ${t.text} NOT NULL,
      at_ms BIGINT NOT NULL
    )`,
    "CREATE INDEX model_event_newest ON model_event (model_id, id)",
    "CREATE INDEX model_event_by_kind ON model_event (model_id, kind, at_ms)",
    "CREATE INDEX model_event_of_deleted ON model_event (subject, id) WHERE kind = 'model_deleted'",
  ],
};
