import { MillraceError } from "@millrace/contract";
import { remoteError } from "../bucket/remote-error.ts";

/** The error that a client sees in place of the Azure library's. */
export function azureError(thrown: unknown, key: string): unknown {
  const code = codeOf(thrown);
  if (code === "InvalidBlockList") {
    return new MillraceError("RESOURCE_CONFLICT", `"${key}" was written by another at the same time: try again.`, {
      cause: thrown,
    });
  }
  return remoteError({ thrown, status: statusOf(thrown), code }, key);
}

/** The HTTP status that Azure answered with; undefined when it did not answer. */
export function statusOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("statusCode" in thrown)) return undefined;
  return typeof thrown.statusCode === "number" ? thrown.statusCode : undefined;
}

/** Azure's own code for an error, such as "BlobNotFound". */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
}
