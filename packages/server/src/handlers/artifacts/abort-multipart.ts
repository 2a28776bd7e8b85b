import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { multipartPath, proxyMultipart } from "./multipart.ts";

export const abortMultipart: Handler<typeof endpoints.artifacts.abortMultipart> = async (request, context) => {
  const path = multipartPath(request);
  await (await proxyMultipart(context)).abort(path, request.upload_id ?? "");
  return {};
};
