import { type endpoints, invalidParameter, LIMITS, type MillraceError, type Upload } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { checkFilePath, NOTHING, runPlace } from "./places.ts";

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

export const upload: Handler<typeof endpoints.artifacts.upload> = async (request, context) => {
  const { content } = request;
  const path = checkFilePath(request.path, "path");
  if (FORM.test(content.contentType.trim())) {
    throw invalidParameter("The body of the request is a form; send the bytes of the file as they are.");
  }
  checkSize(content.length ?? 1);
  const { store } = await runPlace({ run_id: request.run_uuid }, context);
  await store.write(path, sized(content), { length: content.length, contentType: content.contentType });
  return NOTHING;
};

/** Passes an upload on while it has the size that it may have. */
async function* sized({ stream }: Upload): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    checkSize(size);
    yield chunk;
  }
  checkSize(size);
}

function checkSize(size: number): void {
  if (size < 1) throw wrongSize("is empty");
  if (size > LIMITS.uploadedArtifact) throw wrongSize("is too large");
}

function wrongSize(problem: string): MillraceError {
  return invalidParameter(`The body of the request ${problem}; send a file of 1 to ${LIMITS.uploadedArtifact} bytes.`);
}
