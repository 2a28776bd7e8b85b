import { checkArtifactPath } from "@millrace/artifacts";
import { type endpoints, invalidParameter, showValue } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { fileDownload } from "./file-download.ts";
import { versionFolder } from "./version-folder.ts";

export const getOfVersion: Handler<typeof endpoints.artifacts.getOfVersion> = async (request, context) => {
  const path = checkArtifactPath(request.path, "path");
  if (!/^\d+$/.test(request.version)) {
    throw invalidParameter(`Parameter 'version' is ${showValue(request.version)}; expected an integer.`);
  }
  const { store, folder } = await versionFolder(request.name, request.version, context);
  return fileDownload(store, [folder, path].filter((part) => part !== "").join("/"));
};
