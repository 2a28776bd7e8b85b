/** Traces, spans and assessments. In the notation of `parseTables`. */
export const TRACES = `
trace_info
  columns request_id VARCHAR(50)!, experiment_id INTEGER!, timestamp_ms BIGINT!, execution_time_ms BIGINT,
    status VARCHAR(50)!, client_request_id VARCHAR(50), request_preview VARCHAR(1000),
    response_preview VARCHAR(1000), db_payload_generation INTEGER='0'!, trace_name VARCHAR(4096),
    session_id VARCHAR(250), input_tokens BIGINT, output_tokens BIGINT, total_tokens BIGINT,
    cache_read_input_tokens BIGINT, cache_creation_input_tokens BIGINT,
    cache_creation_input_tokens_above_1hr BIGINT, input_cost FLOAT, output_cost FLOAT, total_cost FLOAT
  key trace_info_pk (request_id)
  to fk_trace_info_experiment_id (experiment_id) experiments delete cascade
  index index_trace_info_experiment_id_timestamp_ms (experiment_id, timestamp_ms)
  index index_trace_info_timestamp_ms_request_id (timestamp_ms, request_id)
  index index_trace_info_experiment_id_session_id (experiment_id, session_id)
trace_tags
  columns key VARCHAR(250)!, value VARCHAR(8000), request_id VARCHAR(50)!
  key trace_tag_pk (key, request_id)
  to fk_trace_tags_request_id (request_id) trace_info delete cascade
  index index_trace_tags_request_id (request_id)
trace_request_metadata
  columns key VARCHAR(250)!, value VARCHAR(8000), request_id VARCHAR(50)!
  key trace_request_metadata_pk (key, request_id)
  to fk_trace_request_metadata_request_id (request_id) trace_info delete cascade
  index index_trace_request_metadata_request_id (request_id)
trace_metrics
  columns request_id VARCHAR(50)!, key VARCHAR(250)!, value FLOAT
  key trace_metrics_pk (request_id, key)
  to fk_trace_metrics_request_id (request_id) trace_info delete cascade
  index index_trace_metrics_request_id (request_id)
spans
  columns trace_id VARCHAR(50)!, experiment_id INTEGER!, span_id VARCHAR(50)!, parent_span_id VARCHAR(50),
    name TEXT, type VARCHAR(500), status VARCHAR(50)!, start_time_unix_nano BIGINT!, end_time_unix_nano BIGINT,
    duration_ns BIGINT AS (end_time_unix_nano - start_time_unix_nano), content TEXT!, input_cost FLOAT,
    output_cost FLOAT, total_cost FLOAT, model_name VARCHAR(500), model_provider VARCHAR(500)
  key spans_pk (trace_id, span_id)
  to fk_spans_experiment_id (experiment_id) experiments
  to fk_spans_trace_id (trace_id) trace_info (request_id) delete cascade
  index index_spans_experiment_id_duration (experiment_id, duration_ns)
  index index_spans_experiment_id_type_status (experiment_id, type, status)
  index index_spans_experiment_id_start_time (experiment_id, start_time_unix_nano)
  index index_spans_experiment_id_status_type (experiment_id, status, type)
  index idx_spans_cost_trace_time_cover (trace_id, start_time_unix_nano)
  index idx_spans_cost_exp_time_cover (experiment_id, start_time_unix_nano)
span_metrics
  columns trace_id VARCHAR(50)!, span_id VARCHAR(50)!, key VARCHAR(250)!, value FLOAT
  key span_metrics_pk (trace_id, span_id, key)
  to fk_span_metrics_span (trace_id, span_id) spans delete cascade
  index index_span_metrics_trace_id_span_id (trace_id, span_id)
assessments
  columns assessment_id VARCHAR(50)!, trace_id VARCHAR(50)!, name VARCHAR(250)!, assessment_type VARCHAR(20)!,
    value TEXT!, error TEXT, created_timestamp BIGINT!, last_updated_timestamp BIGINT!, source_type VARCHAR(50)!,
    source_id VARCHAR(250), run_id VARCHAR(32), span_id VARCHAR(50), rationale TEXT, overrides VARCHAR(50),
    valid BOOLEAN!, assessment_metadata TEXT, experiment_id INTEGER, trace_timestamp_ms BIGINT,
    aggregate_value FLOAT, is_numeric_value BOOLEAN=0!
  key assessments_pk (assessment_id)
  to fk_assessments_trace_id (trace_id) trace_info (request_id) delete cascade
  index index_assessments_last_updated_timestamp (last_updated_timestamp)
  index index_assessments_run_id_created_timestamp (run_id, created_timestamp)
  index index_assessments_assessment_type (assessment_type)
  index index_assessments_trace_id_created_timestamp (trace_id, created_timestamp)
  index idx_assessments_exp_trace_ts (experiment_id, trace_timestamp_ms)
  index idx_assessments_exp_trace_ts_name (experiment_id, trace_timestamp_ms, name)
  index idx_assessments_exp_name_valid (experiment_id, name, valid)
sql_assessment_daily_rollups
  columns id INTEGER!, experiment_id INTEGER!, rollup_day DATE!, metric_name VARCHAR(250)!,
    grouping_set VARCHAR(50)!, sample_count BIGINT!, sum_value FLOAT, min_value FLOAT, max_value FLOAT
  key sql_assessment_daily_rollups_pk (id)
  index idx_assessment_rollups_lookup (experiment_id, rollup_day, metric_name, grouping_set)
sql_span_cost_daily_rollups
  columns id INTEGER!, experiment_id INTEGER!, rollup_day DATE!, metric_name VARCHAR(250)!,
    grouping_set VARCHAR(50)!, model_name VARCHAR(500), model_provider VARCHAR(500), sample_count BIGINT!,
    sum_value FLOAT, min_value FLOAT, max_value FLOAT
  key sql_span_cost_daily_rollups_pk (id)
  index idx_span_cost_rollups_lookup (experiment_id, rollup_day, metric_name, grouping_set, model_name, model_provider)
sql_trace_metric_daily_rollups
  columns id INTEGER!, experiment_id INTEGER!, rollup_day DATE!, metric_name VARCHAR(250)!,
    grouping_set VARCHAR(50)!, trace_status VARCHAR(50), sample_count BIGINT!, sum_value FLOAT, min_value FLOAT,
    max_value FLOAT, p50_value FLOAT, p90_value FLOAT, p99_value FLOAT
  key sql_trace_metric_daily_rollups_pk (id)
  index idx_trace_rollups_lookup (experiment_id, rollup_day, metric_name, grouping_set, trace_status)
sql_trace_rollup_rebuild_queue
  columns experiment_id INTEGER!, rollup_day DATE!, rollup_family VARCHAR(50)!
  key sql_trace_rollup_rebuild_queue_pk (experiment_id, rollup_day, rollup_family)
`;
