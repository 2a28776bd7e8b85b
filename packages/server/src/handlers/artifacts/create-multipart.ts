import { type endpoints, invalidParameter, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { multipartPath, proxyMultipart } from "./multipart.ts";

export const createMultipart: Handler<typeof endpoints.artifacts.createMultipart> = async (request, context) => {
  const path = multipartPath(request);
  const count = Number(request.num_parts ?? 1);
  if (count < 1 || count > LIMITS.multipartParts) {
    throw invalidParameter(`Parameter 'num_parts' is ${count}; expected 1 to ${LIMITS.multipartParts}.`);
  }
  const { uploadId, parts } = await (await proxyMultipart(context)).create(path, count);
  return {
    upload_id: uploadId,
    credentials: parts.map(({ url, partNumber, headers }) => ({ url, part_number: partNumber, headers })),
  };
};
