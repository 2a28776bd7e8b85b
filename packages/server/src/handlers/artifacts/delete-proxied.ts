import { checkArtifactPath } from "@millrace/artifacts";
import { type endpoints, invalidParameter, MillraceError } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { proxyStore } from "./places.ts";

export const deleteProxied: Handler<typeof endpoints.artifacts.deleteProxied> = async (request, context) => {
  const { artifact_path } = request;
  if (artifact_path === "") {
    throw new MillraceError("ENDPOINT_NOT_FOUND", "Name the file or folder to delete at the end of the path.");
  }
  const path = checkArtifactPath(artifact_path, "artifact_path");
  if (path === "") throw invalidParameter("The root of all artifacts can't be deleted; name a file or folder in it.");
  await (await proxyStore(context)).delete(path);
  return {};
};
