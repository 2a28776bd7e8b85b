import type { ArtifactStore, PresignedRequest } from "@millrace/artifacts";
import { type Int64, invalidParameter, LIMITS, MillraceError, showValue } from "@millrace/contract";
import { fileInfo } from "./file-download.ts";

const PROXIED = /^(mlflow-artifacts|https?):/i;

/**
 * Checks that the files of a root are in a storage that clients can reach by themselves.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkDirect(rootUri: string): void {
  const [, scheme] = PROXIED.exec(rootUri) ?? [];
  if (scheme === undefined) return;
  throw invalidParameter(
    `Artifacts below ${showValue(rootUri)} go through a server (${scheme}:); only those in a cloud storage have addresses there.`,
  );
}

/**
 * How long an address is to be valid, in seconds.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function expirationOf(given: Int64 | undefined, otherwise: number): number {
  const seconds = Number(given ?? otherwise);
  if (seconds >= 1 && seconds <= LIMITS.presignedSeconds) return seconds;
  throw invalidParameter(`Parameter 'expiration' is ${seconds}; expected 1 to ${LIMITS.presignedSeconds} seconds.`);
}

/**
 * An address of a file at the storage, with the file's size.
 * @throws MillraceError NOT_IMPLEMENTED when the storage has no such addresses, RESOURCE_DOES_NOT_EXIST, and
 *   INVALID_PARAMETER_VALUE for a folder
 */
export async function presignFile(
  store: ArtifactStore,
  path: string,
  seconds: number,
): Promise<PresignedRequest & { readonly size: number }> {
  if (store.presignDownload === undefined) throw noAddresses("download");
  const { size } = await fileInfo(store, path);
  return { ...(await store.presignDownload(path, seconds)), size };
}

/** The refusal where files have no addresses at the storage. */
export function noAddresses(what: "download" | "upload"): MillraceError {
  return new MillraceError(
    "NOT_IMPLEMENTED",
    `Presigned ${what} is not supported for these artifacts: they are not in a cloud storage. Go through the server.`,
  );
}
