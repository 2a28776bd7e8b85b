import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { fileDownload } from "./file-download.ts";
import { proxyStore } from "./places.ts";

export const downloadProxied: Handler<typeof endpoints.artifacts.downloadProxied> = async (request, context) => {
  const path = checkArtifactPath(request.artifact_path, "artifact_path");
  return fileDownload(await proxyStore(context), path);
};
