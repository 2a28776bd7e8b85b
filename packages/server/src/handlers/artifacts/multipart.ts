import { checkArtifactPath, type MultipartUploads } from "@millrace/artifacts";
import { MillraceError } from "@millrace/contract";
import type { Context } from "../../context.ts";
import { checkFilePath, proxyStore } from "./places.ts";

/**
 * The file that a multipart upload makes. The URL names its folder; `path` is the file as the client's machine knows
 * it, of which the last name counts.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function multipartPath(request: { readonly artifact_path: string; readonly path: string }): string {
  const folder = checkArtifactPath(request.artifact_path, "artifact_path");
  const name = checkFilePath(request.path.slice(request.path.search(/[^/\\]*$/)), "path");
  return folder === "" ? name : `${folder}/${name}`;
}

/**
 * The multipart uploads of the store behind the proxy.
 * @throws MillraceError NOT_IMPLEMENTED when it has none; MLflow's client goes on with a plain upload when the message
 *   begins as it does.
 */
export async function proxyMultipart(context: Context): Promise<MultipartUploads> {
  const { multipart } = await proxyStore(context);
  if (multipart !== undefined) return multipart;
  throw new MillraceError(
    "NOT_IMPLEMENTED",
    "Multipart upload is not supported for the current artifact repository: its files are not in a cloud storage. " +
      "Send the file in one piece.",
  );
}
