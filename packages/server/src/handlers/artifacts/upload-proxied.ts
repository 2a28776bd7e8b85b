import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { checkFilePath, NOTHING, proxyStore } from "./places.ts";

export const uploadProxied: Handler<typeof endpoints.artifacts.uploadProxied> = async (request, context) => {
  const { stream, length, contentType } = request.content;
  const path = checkFilePath(request.artifact_path, "artifact_path");
  await (await proxyStore(context)).write(path, stream, { length, contentType });
  return NOTHING;
};
