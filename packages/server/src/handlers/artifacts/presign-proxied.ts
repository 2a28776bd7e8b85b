import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { proxyStore } from "./places.ts";
import { presignFile } from "./presign.ts";

export const presignProxied: Handler<typeof endpoints.artifacts.presignProxied> = async (request, context) => {
  const path = checkArtifactPath(request.artifact_path, "artifact_path");
  const file = await presignFile(await proxyStore(context), path, context.config.presignedUrlTtl);
  return { url: file.url, headers: file.headers, file_size: file.size };
};
