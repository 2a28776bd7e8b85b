/** Registered models and webhooks. In the notation of `parseTables`. */
export const REGISTRY = `
registered_models
  columns name VARCHAR(256)!, creation_time BIGINT, last_updated_time BIGINT, description VARCHAR(5000),
    workspace VARCHAR(63)='default'!
  key registered_model_pk (workspace, name)
  index idx_registered_models_workspace (workspace)
registered_model_tags
  columns key VARCHAR(250)!, value VARCHAR(5000), name VARCHAR(256)!, workspace VARCHAR(63)='default'!
  key registered_model_tag_pk (workspace, key, name)
  to fk_registered_model_tags_registered_models (workspace, name) registered_models update cascade
  index idx_registered_model_tags_workspace_name (workspace, name)
registered_model_aliases
  columns alias VARCHAR(256)!, version INTEGER!, name VARCHAR(256)!, workspace VARCHAR(63)='default'!
  key registered_model_alias_pk (workspace, name, alias)
  to fk_registered_model_aliases_registered_models (workspace, name) registered_models delete cascade update cascade
model_versions
  columns name VARCHAR(256)!, version INTEGER!, creation_time BIGINT, last_updated_time BIGINT,
    description VARCHAR(5000), user_id VARCHAR(256), current_stage VARCHAR(20), source VARCHAR(500),
    run_id VARCHAR(32), status VARCHAR(20), status_message VARCHAR(500), run_link VARCHAR(500),
    storage_location VARCHAR(500), workspace VARCHAR(63)='default'!
  key model_version_pk (workspace, name, version)
  to fk_model_versions_registered_models (workspace, name) registered_models update cascade
model_version_tags
  columns key VARCHAR(250)!, value TEXT, name VARCHAR(256)!, version INTEGER!, workspace VARCHAR(63)='default'!
  key model_version_tag_pk (workspace, key, name, version)
  to fk_model_version_tags_model_versions (workspace, name, version) model_versions update cascade
  index idx_model_version_tags_workspace_name_version (workspace, name, version)
webhooks
  columns webhook_id VARCHAR(256)!, name VARCHAR(256)!, description VARCHAR(1000), url VARCHAR(500)!,
    status VARCHAR(20)='ACTIVE'!, secret VARCHAR(1000), creation_timestamp BIGINT, last_updated_timestamp BIGINT,
    deleted_timestamp BIGINT, workspace VARCHAR(63)='default'!
  key webhook_pk (webhook_id)
  index idx_webhooks_status (status)
  index idx_webhooks_name (name)
  index idx_webhooks_workspace (workspace)
webhook_events
  columns webhook_id VARCHAR(256)!, entity VARCHAR(50)!, action VARCHAR(50)!
  key webhook_event_pk (webhook_id, entity, action)
  to (webhook_id) webhooks delete cascade
  index idx_webhook_events_entity (entity)
  index idx_webhook_events_action (action)
  index idx_webhook_events_entity_action (entity, action)
`;
