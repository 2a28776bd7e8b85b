import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { runPlace } from "./places.ts";
import { checkDirect, expirationOf, presignFile } from "./presign.ts";

export const presignDownload: Handler<typeof endpoints.artifacts.presignDownload> = async (request, context) => {
  const path = checkArtifactPath(request.path, "path");
  const seconds = expirationOf(request.expiration, context.config.presignedUrlTtl);
  const place = await runPlace(request, context);
  checkDirect(place.uri);
  const file = await presignFile(place.store, path, seconds);
  return { presigned_url: file.url, headers: file.headers, file_size: file.size };
};
