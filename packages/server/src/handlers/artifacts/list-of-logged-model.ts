import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { listFolder } from "./listing.ts";
import { modelPlace } from "./places.ts";

export const listOfLoggedModel: Handler<typeof endpoints.artifacts.listOfLoggedModel> = async (request, context) => {
  const path = checkArtifactPath(request.artifact_directory_path ?? "", "artifact_directory_path");
  const { uri, store } = await modelPlace(request.model_id, context);
  return { root_uri: uri, ...(await listFolder(store, path)) };
};
