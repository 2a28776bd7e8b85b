import type { endpoints } from "@millrace/contract";
import type { Context } from "../../context.ts";
import type { Handler } from "../handler.ts";

export const info: Handler<typeof endpoints.server.info> = async (_request, context) => ({
  store_type: "SqlStore",
  workspaces_enabled: false,
  trace_archival_enabled: false,
  ...(await directTransfers(context)),
  presigned_upload_run_id_supported: true,
  presigned_upload_model_id_supported: true,
  features_enabled: { gateway: true },
});

/** What the store behind the artifact proxy lets clients do by themselves; nothing when it can't be opened. */
async function directTransfers({ artifacts, config }: Context): Promise<{
  multipart_uploads_enabled: boolean;
  multipart_downloads_enabled: boolean;
}> {
  const store = config.serveArtifacts
    ? await artifacts.open(config.artifactsDestination).catch(() => undefined)
    : undefined;
  return {
    multipart_uploads_enabled: store?.multipart !== undefined,
    multipart_downloads_enabled: store?.presignDownload !== undefined,
  };
}
