/** Evaluation datasets, scorers and reviews. In the notation of `parseTables`. */
export const EVALUATION = `
entity_associations
  columns association_id VARCHAR(36)!, source_type VARCHAR(36)!, source_id VARCHAR(36)!,
    destination_type VARCHAR(36)!, destination_id VARCHAR(36)!, created_time BIGINT
  key entity_associations_pk (source_type, source_id, destination_type, destination_id)
  index index_entity_associations_association_id (association_id)
  index index_entity_associations_reverse_lookup (destination_type, destination_id, source_type, source_id)
evaluation_datasets
  columns dataset_id VARCHAR(36)!, name VARCHAR(255)!, schema TEXT, profile TEXT, digest VARCHAR(64),
    created_time BIGINT, last_update_time BIGINT, created_by VARCHAR(255), last_updated_by VARCHAR(255),
    workspace VARCHAR(63)='default'!
  key evaluation_datasets_pk (dataset_id)
  index index_evaluation_datasets_name (name)
  index index_evaluation_datasets_created_time (created_time)
  index idx_evaluation_datasets_workspace (workspace)
evaluation_dataset_records
  columns dataset_record_id VARCHAR(36)!, dataset_id VARCHAR(36)!, inputs JSON!, expectations JSON, tags JSON,
    source JSON, source_id VARCHAR(36), source_type VARCHAR(255), created_time BIGINT, last_update_time BIGINT,
    created_by VARCHAR(255), last_updated_by VARCHAR(255), input_hash VARCHAR(64)!, outputs JSON
  key evaluation_dataset_records_pk (dataset_record_id)
  to fk_evaluation_dataset_records_dataset_id (dataset_id) evaluation_datasets delete cascade
  unique unique_dataset_input (dataset_id, input_hash)
  index index_evaluation_dataset_records_dataset_id (dataset_id)
evaluation_dataset_tags
  columns dataset_id VARCHAR(36)!, key VARCHAR(255)!, value VARCHAR(5000)
  key evaluation_dataset_tags_pk (dataset_id, key)
  to fk_evaluation_dataset_tags_dataset_id (dataset_id) evaluation_datasets delete cascade
  index index_evaluation_dataset_tags_dataset_id (dataset_id)
scorers
  columns experiment_id INTEGER!, scorer_name VARCHAR(256)!, scorer_id VARCHAR(36)!
  key scorer_pk (scorer_id)
  to fk_scorers_experiment_id (experiment_id) experiments delete cascade
  unique index index_scorers_experiment_id_scorer_name (experiment_id, scorer_name)
scorer_versions
  columns scorer_id VARCHAR(36)!, scorer_version INTEGER!, serialized_scorer TEXT!, creation_time BIGINT
  key scorer_version_pk (scorer_id, scorer_version)
  to fk_scorer_versions_scorer_id (scorer_id) scorers delete cascade
  index index_scorer_versions_scorer_id (scorer_id)
online_scoring_configs
  columns online_scoring_config_id VARCHAR(36)!, scorer_id VARCHAR(36)!, sample_rate FLOAT!,
    experiment_id INTEGER!, filter_string TEXT
  key online_scoring_config_pk (online_scoring_config_id)
  to fk_online_scoring_configs_scorer_id (scorer_id) scorers delete cascade
  to fk_online_scoring_configs_experiment_id (experiment_id) experiments
issues
  columns issue_id VARCHAR(36)!, experiment_id INTEGER!, name VARCHAR(250)!, description TEXT!,
    status VARCHAR(50)!, severity VARCHAR(50), root_causes TEXT, source_run_id VARCHAR(32), categories TEXT,
    created_timestamp BIGINT!, last_updated_timestamp BIGINT!, created_by VARCHAR(255)
  key issues_pk (issue_id)
  to fk_issues_experiment_id (experiment_id) experiments delete cascade
  to fk_issues_source_run_id (source_run_id) runs (run_uuid) delete set null
  index index_issues_experiment_id (experiment_id)
  index index_issues_source_run_id (source_run_id)
  index index_issues_status (status)
label_schemas
  columns schema_id VARCHAR(36)!, experiment_id INTEGER!, name VARCHAR(250)!, type VARCHAR(16)!, instruction TEXT,
    enable_comment BOOLEAN='0'!, input_type VARCHAR(32)!, input_config TEXT!, created_by VARCHAR(255),
    created_time BIGINT!, last_update_time BIGINT!, is_default BOOLEAN=0!
  key label_schemas_pk (schema_id)
  to fk_label_schemas_experiment_id (experiment_id) experiments delete cascade
  unique uq_label_schemas_exp_name (experiment_id, name)
  index index_label_schemas_experiment_id (experiment_id)
review_queues
  columns queue_id VARCHAR(36)!, experiment_id INTEGER!, name VARCHAR(250)!, queue_type VARCHAR(16)!,
    created_by VARCHAR(255), creation_time_ms BIGINT!, last_update_time_ms BIGINT!, name_key VARCHAR(250)!
  key review_queues_pk (queue_id)
  to fk_review_queues_experiment_id (experiment_id) experiments delete cascade
  unique uq_review_queues_experiment_name_key (experiment_id, name_key)
  index index_review_queues_experiment_id (experiment_id)
review_queue_items
  columns queue_id VARCHAR(36)!, item_type VARCHAR(16)!, item_id VARCHAR(50)!, status VARCHAR(16)!,
    completed_by VARCHAR(250), completed_time_ms BIGINT, creation_time_ms BIGINT!, last_update_time_ms BIGINT!
  key review_queue_items_pk (queue_id, item_id)
  to fk_review_queue_items_queue_id (queue_id) review_queues delete cascade
  index index_review_queue_items_queue_id_status (queue_id, status)
  index index_review_queue_items_item_id (item_id)
review_queue_label_schemas
  columns queue_id VARCHAR(36)!, schema_id VARCHAR(36)!
  key review_queue_label_schemas_pk (queue_id, schema_id)
  to fk_review_queue_label_schemas_queue_id (queue_id) review_queues delete cascade
  index index_review_queue_label_schemas_schema_id (schema_id)
review_queue_users
  columns queue_id VARCHAR(36)!, user_id VARCHAR(250)!
  key review_queue_users_pk (queue_id, user_id)
  to fk_review_queue_users_queue_id (queue_id) review_queues delete cascade
  index index_review_queue_users_user_id (user_id)
`;
