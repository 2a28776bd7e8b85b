import type { IncomingHttpHeaders } from "node:http";
import { ANONYMOUS, type Caller, checkLength, firstCharacters, REASON_HEADER } from "@millrace/contract";
import type { Context } from "../context.ts";

const BASIC = /^basic\s+([\w+/=-]+)\s*$/i;
const LONGEST_REASON = 1000;
const LONGEST_USER = 250;

/**
 * The context of one request: the server's, with the caller that the headers name.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a reason that is too long
 */
export function contextFor(context: Context, headers: IncomingHttpHeaders): Context {
  const caller = callerOf(headers);
  return caller === ANONYMOUS ? context : { ...context, caller };
}

/** Who makes a request, and why. Throws as `contextFor`. */
function callerOf(headers: IncomingHttpHeaders): Caller {
  const { authorization } = headers;
  const reason = headers["x-millrace-reason"];
  if (authorization === undefined && reason === undefined) return ANONYMOUS;
  return { user: userOf(authorization ?? ""), reason: reasonOf(typeof reason === "string" ? reason : "") };
}

function userOf(authorization: string): string {
  const encoded = BASIC.exec(authorization)?.[1] ?? "";
  const [user = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":", 1);
  return firstCharacters(printable(user), LONGEST_USER);
}

function reasonOf(header: string): string {
  // Node reads headers byte by byte; people write UTF-8.
  const reason = printable(Buffer.from(header, "latin1").toString("utf8")).trim();
  checkLength(reason, LONGEST_REASON, REASON_HEADER);
  return reason;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
