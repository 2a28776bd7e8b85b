import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { fileDownload } from "./file-download.ts";
import { runPlace } from "./places.ts";

export const get: Handler<typeof endpoints.artifacts.get> = async (request, context) => {
  const path = checkArtifactPath(request.path, "path");
  return fileDownload((await runPlace(request, context)).store, path);
};
