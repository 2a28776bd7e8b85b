import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { multipartPath, proxyMultipart } from "./multipart.ts";

export const completeMultipart: Handler<typeof endpoints.artifacts.completeMultipart> = async (request, context) => {
  const path = multipartPath(request);
  const parts = request.parts.map(({ part_number, etag, url }) => ({ partNumber: Number(part_number), etag, url }));
  await (await proxyMultipart(context)).complete(path, request.upload_id ?? "", parts);
  return {};
};
