import { MillraceError } from "@millrace/contract";
import { remoteError } from "../bucket/remote-error.ts";

/** The error that a client sees in place of the S3 library's. */
export function s3Error(thrown: unknown, key: string): unknown {
  const code = thrown instanceof Error ? thrown.name : "";
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(code)) {
    return new MillraceError(
      "PERMISSION_DENIED",
      "The server has no credentials for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role.",
      { cause: thrown },
    );
  }
  return remoteError({ thrown, status: statusOf(thrown), code }, key);
}

/** The HTTP status that S3 answered with; undefined when it did not answer. */
export function statusOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("$metadata" in thrown)) return undefined;
  const { $metadata } = thrown;
  if (typeof $metadata !== "object" || $metadata === null || !("httpStatusCode" in $metadata)) return undefined;
  return typeof $metadata.httpStatusCode === "number" ? $metadata.httpStatusCode : undefined;
}
