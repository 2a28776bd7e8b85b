import { checkArtifactPath } from "@millrace/artifacts";
import { type endpoints, MillraceError } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { fileDownload } from "./file-download.ts";
import { modelPlace } from "./places.ts";

export const getOfLoggedModel: Handler<typeof endpoints.artifacts.getOfLoggedModel> = async (request, context) => {
  if (!request.artifact_file_path) {
    throw new MillraceError("BAD_REQUEST", "Parameter 'artifact_file_path' is missing or empty; give it a value.");
  }
  const path = checkArtifactPath(request.artifact_file_path, "artifact_file_path");
  return fileDownload((await modelPlace(request.model_id, context)).store, path);
};
