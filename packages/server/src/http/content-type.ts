import type { IncomingHttpHeaders } from "node:http";
import { invalidParameter, showValue } from "@millrace/contract";

const JSON_MEDIA_TYPE = /^application\/json\s*(;|$)/i;

/**
 * Checks that a request with a JSON body says so: a form of a web page can't.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkJsonType(method: string, headers: IncomingHttpHeaders): void {
  checkUncompressed(headers);
  if (method !== "POST" && method !== "PUT") return;
  const type = headers["content-type"];
  if (type === "application/json" || (type !== undefined && JSON_MEDIA_TYPE.test(type.trim()))) return;
  throw invalidParameter(
    type === undefined
      ? "The header Content-Type is missing; send application/json."
      : `The header Content-Type is ${showValue(type)}; send application/json.`,
  );
}

/**
 * Checks that a request's body is sent as it is.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkUncompressed(headers: IncomingHttpHeaders): void {
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding === "identity") return;
  throw invalidParameter(`The header Content-Encoding is ${showValue(encoding)}; send request bodies uncompressed.`);
}
