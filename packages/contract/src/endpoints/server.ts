import { PUBLIC, SIGNED_IN } from "../access.ts";
import { endpoint } from "../endpoint.ts";
import { RAW } from "../raw.ts";
import { bool, message, text } from "../schema.ts";

/** The server itself. */
export const server = {
  home: endpoint({
    name: "server.home",
    method: "GET",
    paths: ["/"],
    request: message({}),
    response: RAW,
    errors: [],
    access: PUBLIC,
    doc: "Gives a page that says what this server is.",
  }),
  health: endpoint({
    name: "server.health",
    method: "GET",
    paths: ["/health"],
    request: message({}),
    response: RAW,
    errors: ["TEMPORARILY_UNAVAILABLE"],
    access: PUBLIC,
    doc: "Answers `OK` while the server is up and its database answers.",
  }),
  version: endpoint({
    name: "server.version",
    method: "GET",
    paths: ["/version"],
    request: message({}),
    response: RAW,
    errors: [],
    access: PUBLIC,
    doc: "Gives the version of the MLflow protocol that the server speaks, as text.",
  }),
  info: endpoint({
    name: "server.info",
    method: "GET",
    paths: ["/api/3.0/mlflow/server-info", "/ajax-api/3.0/mlflow/server-info"],
    request: message({}),
    response: message({
      store_type: text(),
      workspaces_enabled: bool(),
      trace_archival_enabled: bool(),
      multipart_uploads_enabled: bool(),
      multipart_downloads_enabled: bool(),
      presigned_upload_run_id_supported: bool(),
      presigned_upload_model_id_supported: bool(),
      features_enabled: message({ gateway: bool() }),
    }),
    errors: [],
    access: PUBLIC,
    doc: "Says which optional parts of the protocol the server has.",
  }),
  metrics: endpoint({
    name: "server.metrics",
    method: "GET",
    paths: ["/metrics"],
    request: message({}),
    response: RAW,
    errors: [],
    access: SIGNED_IN,
    doc: "Gives request counts, latencies and process figures in the Prometheus text format.",
  }),
};
