import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const info: Handler<typeof endpoints.server.info> = async () => ({
  store_type: "SqlStore",
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
  presigned_upload_run_id_supported: true,
  presigned_upload_model_id_supported: true,
  features_enabled: { gateway: true },
});
