import type { Duplex } from "node:stream";
import { MillraceError } from "@millrace/contract";
import { errorBody } from "./error-answer.ts";
import type { Transfers } from "./transfers.ts";

const TIMEOUT = "ERR_HTTP_REQUEST_TIMEOUT";
const REFUSALS: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    "431 Request Header Fields Too Large",
    "The request's headers, its path and query included, are too long.",
  ],
  [TIMEOUT]: ["408 Request Timeout", "The request did not arrive in time."],
};
const MALFORMED = ["400 Bad Request", "This is not a well-formed HTTP request."] as const;

/**
 * What to do when Node's HTTP parser refuses a request, before there is one, or a request takes too long. Uploads take
 * as long as they need.
 */
export function clientErrorHandler(transfers: Transfers): (error: Error, socket: Duplex) => void {
  return (error, socket) => {
    const isSlow = "code" in error && error.code === TIMEOUT;
    if (!isSlow || !transfers.isUploading(socket)) refuse(error, socket);
  };
}

/** Answers and ends the connection. */
function refuse(error: Error, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const code = "code" in error ? String(error.code) : "";
  const [status, message] = REFUSALS[code] ?? MALFORMED;
  const body = errorBody(new MillraceError("BAD_REQUEST", message));
  const head = [
    `HTTP/1.1 ${status}`,
    "Content-Type: application/json",
    "X-Content-Type-Options: nosniff",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
