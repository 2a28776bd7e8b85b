import { checkArtifactPath } from "@millrace/artifacts";
import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { listFolder } from "./listing.ts";
import { runPlace } from "./places.ts";

export const list: Handler<typeof endpoints.artifacts.list> = async (request, context) => {
  const path = checkArtifactPath(request.path ?? "", "path");
  const { uri, store } = await runPlace(request, context);
  return { root_uri: uri, ...(await listFolder(store, path)) };
};
