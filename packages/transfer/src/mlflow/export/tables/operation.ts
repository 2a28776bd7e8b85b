/** Jobs and servers of tools. In the notation of `parseTables`. */
export const OPERATION = `
jobs
  columns id VARCHAR(36)!, creation_time BIGINT!, job_name VARCHAR(500)!, params TEXT!, timeout FLOAT,
    status INTEGER!, result TEXT, retry_count INTEGER!, last_update_time BIGINT!,
    workspace VARCHAR(63)='default'!, status_details JSON, creator VARCHAR(255), executor_backend VARCHAR(255),
    lease_expires_at BIGINT, status_message TEXT, progress JSON, progress_updated_at BIGINT,
    token_hash VARCHAR(64), scoped_permissions JSON, next_attempt_at BIGINT
  key jobs_pk (id)
  index index_jobs_name_status_creation_time (job_name, workspace, status, creation_time)
  index index_jobs_status_lease_expires_at (status, lease_expires_at)
job_locks
  columns lock_key VARCHAR(255)!, job_id VARCHAR(36)!, acquired_at BIGINT!
  key job_locks_pk (lock_key)
  to fk_job_locks_job_id (job_id) jobs (id) delete cascade
  index index_job_locks_job_id (job_id)
scheduler_leases
  columns lease_key VARCHAR(255)!, acquired_at BIGINT!, ttl_seconds INTEGER!
  key scheduler_leases_pk (lease_key)
mcp_servers
  columns workspace VARCHAR(63)='default'!, name VARCHAR(256)!, display_name VARCHAR(256), description TEXT,
    icons JSON, created_by VARCHAR(256), last_updated_by VARCHAR(256), created_at BIGINT!, last_updated_at BIGINT!
  key mcp_servers_pk (workspace, name)
mcp_server_tags
  columns workspace VARCHAR(63)='default'!, name VARCHAR(256)!, key VARCHAR(250)!, value VARCHAR(5000)
  key mcp_server_tags_pk (workspace, name, key)
  to mcp_server_tags_server_fkey (workspace, name) mcp_servers delete cascade update cascade
mcp_server_aliases
  columns workspace VARCHAR(63)='default'!, name VARCHAR(256)!, alias VARCHAR(256)!, version VARCHAR(128)!
  key mcp_server_aliases_pk (workspace, name, alias)
  to mcp_server_aliases_server_fkey (workspace, name) mcp_servers delete cascade update cascade
mcp_server_versions
  columns workspace VARCHAR(63)='default'!, name VARCHAR(256)!, version VARCHAR(128)!, version_major INTEGER!,
    version_minor INTEGER!, version_patch INTEGER!, version_prerelease_sort_key VARCHAR(512)!, server_json JSON!,
    status VARCHAR(20)='draft'!, tools JSON, source VARCHAR(512), connect_options JSON, created_by VARCHAR(256),
    last_updated_by VARCHAR(256), created_at BIGINT!, last_updated_at BIGINT!
  key mcp_server_versions_pk (workspace, name, version)
  to mcp_server_versions_server_fkey (workspace, name) mcp_servers delete cascade update cascade
  index idx_mcp_server_versions_latest (workspace, name, status, version_major DESC, version_minor DESC, version_patch DESC)
mcp_server_version_tags
  columns workspace VARCHAR(63)='default'!, name VARCHAR(256)!, version VARCHAR(128)!, key VARCHAR(250)!,
    value VARCHAR(5000)
  key mcp_server_version_tags_pk (workspace, name, version, key)
  to mcp_server_version_tags_version_fkey (workspace, name, version) mcp_server_versions delete cascade update cascade
mcp_access_endpoints
  columns id VARCHAR(36)!, workspace VARCHAR(63)='default'!, server_name VARCHAR(256)!,
    server_version VARCHAR(128), server_alias VARCHAR(256), url VARCHAR(2048)!,
    transport_type VARCHAR(32)='streamable-http'!, created_by VARCHAR(256), last_updated_by VARCHAR(256),
    created_at BIGINT!, last_updated_at BIGINT!
  key mcp_access_endpoints_pk (id)
  to mcp_access_endpoints_server_fkey (workspace, server_name) mcp_servers (workspace, name) delete cascade update cascade
  index ix_mcp_access_endpoints_server_name (workspace, server_name)
  index ix_mcp_access_endpoints_version (workspace, server_name, server_version)
  index ix_mcp_access_endpoints_alias (workspace, server_name, server_alias)
`;
