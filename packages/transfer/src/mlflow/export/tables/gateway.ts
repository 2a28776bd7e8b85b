/** The gateway to language models. In the notation of `parseTables`. */
export const GATEWAY = `
secrets
  columns secret_id VARCHAR(36)!, secret_name VARCHAR(255)!, encrypted_value BLOB!, wrapped_dek BLOB!,
    kek_version INTEGER!, masked_value VARCHAR(500)!, provider VARCHAR(64), auth_config TEXT, description TEXT,
    created_by VARCHAR(255), created_at BIGINT!, last_updated_by VARCHAR(255), last_updated_at BIGINT!,
    workspace VARCHAR(63)='default'!
  key secrets_pk (secret_id)
  unique uq_secrets_workspace_secret_name (workspace, secret_name)
  index idx_secrets_workspace (workspace)
model_definitions
  columns model_definition_id VARCHAR(36)!, name VARCHAR(255)!, secret_id VARCHAR(36), provider VARCHAR(64)!,
    model_name VARCHAR(256)!, created_by VARCHAR(255), created_at BIGINT!, last_updated_by VARCHAR(255),
    last_updated_at BIGINT!, workspace VARCHAR(63)='default'!
  key model_definitions_pk (model_definition_id)
  to fk_model_definitions_secret_id (secret_id) secrets delete set null
  unique uq_model_definitions_workspace_name (workspace, name)
  index index_model_definitions_secret_id (secret_id)
  index index_model_definitions_provider (provider)
  index idx_model_definitions_workspace (workspace)
endpoints
  columns endpoint_id VARCHAR(36)!, name VARCHAR(255), created_by VARCHAR(255), created_at BIGINT!,
    last_updated_by VARCHAR(255), last_updated_at BIGINT!, routing_strategy VARCHAR(64),
    fallback_config_json TEXT, experiment_id INTEGER, usage_tracking BOOLEAN='0'!,
    workspace VARCHAR(63)='default'!
  key endpoints_pk (endpoint_id)
  to fk_endpoints_experiment_id (experiment_id) experiments delete set null
  unique uq_endpoints_workspace_name (workspace, name)
  index idx_endpoints_workspace (workspace)
endpoint_model_mappings
  columns mapping_id VARCHAR(36)!, endpoint_id VARCHAR(36)!, model_definition_id VARCHAR(36)!, weight FLOAT!,
    created_by VARCHAR(255), created_at BIGINT!, linkage_type VARCHAR(64)='PRIMARY'!, fallback_order INTEGER
  key endpoint_model_mappings_pk (mapping_id)
  to fk_endpoint_model_mappings_endpoint_id (endpoint_id) endpoints delete cascade
  to fk_endpoint_model_mappings_model_definition_id (model_definition_id) model_definitions
  index index_endpoint_model_mappings_endpoint_id (endpoint_id)
  index index_endpoint_model_mappings_model_definition_id (model_definition_id)
  unique index unique_endpoint_model_linkage_mapping (endpoint_id, model_definition_id, linkage_type)
endpoint_bindings
  columns endpoint_id VARCHAR(36)!, resource_type VARCHAR(50)!, resource_id VARCHAR(255)!, created_at BIGINT!,
    created_by VARCHAR(255), last_updated_at BIGINT!, last_updated_by VARCHAR(255), display_name VARCHAR(255)
  key endpoint_bindings_pk (endpoint_id, resource_type, resource_id)
  to fk_endpoint_bindings_endpoint_id (endpoint_id) endpoints delete cascade
endpoint_tags
  columns key VARCHAR(250)!, value VARCHAR(5000), endpoint_id VARCHAR(36)!
  key endpoint_tag_pk (key, endpoint_id)
  to fk_endpoint_tags_endpoint_id (endpoint_id) endpoints delete cascade
  index index_endpoint_tags_endpoint_id (endpoint_id)
guardrails
  columns guardrail_id VARCHAR(36)!, name VARCHAR(255)!, scorer_id VARCHAR(36)!, scorer_version INTEGER!,
    stage VARCHAR(32)!, action VARCHAR(32)!, action_endpoint_id VARCHAR(36), created_by VARCHAR(255),
    created_at BIGINT!, last_updated_by VARCHAR(255), last_updated_at BIGINT!, workspace VARCHAR(63)='default'!
  key guardrails_pk (guardrail_id)
  to fk_guardrails_scorer_version (scorer_id, scorer_version) scorer_versions
  to fk_guardrails_action_endpoint_id (action_endpoint_id) endpoints (endpoint_id) delete set null
  index idx_guardrails_workspace (workspace)
  index idx_guardrails_scorer (scorer_id, scorer_version)
guardrail_configs
  columns endpoint_id VARCHAR(36)!, guardrail_id VARCHAR(36)!, execution_order INTEGER, created_by VARCHAR(255),
    created_at BIGINT!, workspace VARCHAR(63)='default'!
  key guardrail_configs_pk (endpoint_id, guardrail_id)
  to fk_guardrail_configs_endpoint_id (endpoint_id) endpoints delete cascade
  to fk_guardrail_configs_guardrail_id (guardrail_id) guardrails delete cascade
  index idx_guardrail_configs_endpoint_id (endpoint_id)
  index idx_guardrail_configs_guardrail_id (guardrail_id)
budget_policies
  columns budget_policy_id VARCHAR(36)!, budget_unit VARCHAR(32)!, budget_amount FLOAT!,
    duration_unit VARCHAR(32)!, duration_value INTEGER!, target_scope VARCHAR(32)!, budget_action VARCHAR(32)!,
    created_by VARCHAR(255), created_at BIGINT!, last_updated_by VARCHAR(255), last_updated_at BIGINT!,
    workspace VARCHAR(63)='default'!, target_value VARCHAR(255)
  key budget_policies_pk (budget_policy_id)
  index idx_budget_policies_workspace (workspace)
  index idx_budget_policies_target_value (target_value)
`;
