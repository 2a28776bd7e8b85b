/** Experiments, runs and logged models. In the notation of `parseTables`. */
export const TRACKING = `
alembic_version
  columns version_num VARCHAR(32)!
  key alembic_version_pkc (version_num)
workspaces
  columns name VARCHAR(63)!, description TEXT, default_artifact_root TEXT, trace_archival_location TEXT,
    trace_archival_retention VARCHAR(32)
  key workspaces_pk (name)
experiments
  columns experiment_id INTEGER!, name VARCHAR(256)!, artifact_location VARCHAR(256), lifecycle_stage VARCHAR(32),
    creation_time BIGINT, last_update_time BIGINT, workspace VARCHAR(63)='default'!
  key experiment_pk (experiment_id)
  check experiments_lifecycle_stage lifecycle_stage: active, deleted
  unique uq_experiments_workspace_name (workspace, name)
  index idx_experiments_workspace (workspace)
  index idx_experiments_workspace_creation_time (workspace, creation_time)
experiment_tags
  columns key VARCHAR(250)!, value TEXT, experiment_id INTEGER!
  key experiment_tag_pk (key, experiment_id)
  to (experiment_id) experiments
runs
  columns run_uuid VARCHAR(32)!, name VARCHAR(250), source_type VARCHAR(20), source_name VARCHAR(500),
    entry_point_name VARCHAR(50), user_id VARCHAR(256), status VARCHAR(9), start_time BIGINT, end_time BIGINT,
    source_version VARCHAR(50), lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER,
    deleted_time BIGINT
  key run_pk (run_uuid)
  check source_type source_type: NOTEBOOK, JOB, LOCAL, UNKNOWN, PROJECT
  check runs_lifecycle_stage lifecycle_stage: active, deleted
  to (experiment_id) experiments
  check status: SCHEDULED, FAILED, FINISHED, RUNNING, KILLED
tags
  columns key VARCHAR(250)!, value VARCHAR(8000), run_uuid VARCHAR(32)!
  key tag_pk (key, run_uuid)
  to (run_uuid) runs
  index index_tags_run_uuid (run_uuid)
params
  columns key VARCHAR(250)!, value VARCHAR(8000)!, run_uuid VARCHAR(32)!
  key param_pk (key, run_uuid)
  to (run_uuid) runs
  index index_params_run_uuid (run_uuid)
metrics
  columns key VARCHAR(250)!, value FLOAT!, timestamp BIGINT!, run_uuid VARCHAR(32)!, step BIGINT='0'!,
    is_nan BOOLEAN?='0'!
  key metric_pk (key, timestamp, step, run_uuid, value, is_nan)
  to (run_uuid) runs
  index index_metrics_run_uuid (run_uuid)
  index index_metrics_run_uuid_key_step (run_uuid, key, step)
latest_metrics
  columns key VARCHAR(250)!, value FLOAT!, timestamp BIGINT, step BIGINT!, is_nan BOOLEAN?!, run_uuid VARCHAR(32)!
  key latest_metric_pk (key, run_uuid)
  to (run_uuid) runs
  index index_latest_metrics_run_uuid (run_uuid)
datasets
  columns dataset_uuid VARCHAR(36)!, experiment_id INTEGER!, name VARCHAR(500)!, digest VARCHAR(36)!,
    dataset_source_type VARCHAR(36)!, dataset_source TEXT!, dataset_schema TEXT, dataset_profile TEXT
  key dataset_pk (experiment_id, name, digest)
  to fk_datasets_experiment_id_experiments (experiment_id) experiments delete cascade
  index index_datasets_experiment_id_dataset_source_type (experiment_id, dataset_source_type)
  index index_datasets_dataset_uuid (dataset_uuid)
inputs
  columns input_uuid VARCHAR(36)!, source_type VARCHAR(36)!, source_id VARCHAR(36)!,
    destination_type VARCHAR(36)!, destination_id VARCHAR(36)!, step BIGINT='0'!
  key inputs_pk (source_type, source_id, destination_type, destination_id)
  index index_inputs_input_uuid (input_uuid)
  index index_inputs_destination_type_destination_id_source_type (destination_type, destination_id, source_type)
input_tags
  columns input_uuid VARCHAR(36)!, name VARCHAR(255)!, value VARCHAR(500)!
  key input_tags_pk (input_uuid, name)
logged_models
  columns model_id VARCHAR(36)!, experiment_id INTEGER!, name VARCHAR(500)!, artifact_location VARCHAR(1000)!,
    creation_timestamp_ms BIGINT!, last_updated_timestamp_ms BIGINT!, status INTEGER!,
    lifecycle_stage VARCHAR(32), model_type VARCHAR(500), source_run_id VARCHAR(32), status_message VARCHAR(1000)
  key logged_models_pk (model_id)
  check logged_models_lifecycle_stage_check lifecycle_stage: active, deleted
  to fk_logged_models_experiment_id (experiment_id) experiments delete cascade
logged_model_params
  columns model_id VARCHAR(36)!, experiment_id INTEGER!, param_key VARCHAR(255)!, param_value TEXT!
  key logged_model_params_pk (model_id, param_key)
  to fk_logged_model_params_experiment_id (experiment_id) experiments
  to fk_logged_model_params_model_id (model_id) logged_models delete cascade
logged_model_tags
  columns model_id VARCHAR(36)!, experiment_id INTEGER!, tag_key VARCHAR(255)!, tag_value TEXT!
  key logged_model_tags_pk (model_id, tag_key)
  to fk_logged_model_tags_experiment_id (experiment_id) experiments
  to fk_logged_model_tags_model_id (model_id) logged_models delete cascade
logged_model_metrics
  columns model_id VARCHAR(36)!, metric_name VARCHAR(500)!, metric_timestamp_ms BIGINT!, metric_step BIGINT!,
    metric_value FLOAT, experiment_id INTEGER!, run_id VARCHAR(32)!, dataset_uuid VARCHAR(36),
    dataset_name VARCHAR(500), dataset_digest VARCHAR(36)
  key logged_model_metrics_pk (model_id, metric_name, metric_timestamp_ms, metric_step, run_id)
  to fk_logged_model_metrics_experiment_id (experiment_id) experiments
  to fk_logged_model_metrics_model_id (model_id) logged_models delete cascade
  to fk_logged_model_metrics_run_id (run_id) runs (run_uuid) delete cascade
  index index_logged_model_metrics_model_id (model_id)
`;
