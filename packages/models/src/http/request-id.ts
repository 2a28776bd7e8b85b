import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const FORM = /^[\w.-]{1,64}$/;
const START = randomBytes(4).toString("hex");
let count = 0;

/** The id under which the log and the answer know a request: the client's own when it is well-formed, or a new one. */
export function requestId(headers: IncomingHttpHeaders): string {
  const given = headers["x-request-id"];
  if (typeof given === "string" && FORM.test(given)) return given;
  count += 1;
  return `${START}-${count.toString(36)}`;
}
