import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { baseName, listFolder } from "./listing.ts";
import { proxyStore } from "./places.ts";

export const listProxied: Handler<typeof endpoints.artifacts.listProxied> = async ({ path = "" }, context) => {
  const checked = checkArtifactPath(path, "path");
  return listFolder(await proxyStore(context), checked, baseName);
};
