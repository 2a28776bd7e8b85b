import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Step } from "./case.ts";

/** An HTTP answer. */
export interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const TIMEOUT_MS = 60_000;
const AGENT = new Agent({ keepAlive: true, scheduling: "lifo" });

/**
 * One HTTP request, exactly as the step says: unlike `fetch`, it adds no headers, and a step may set Host.
 * Throws when no answer comes within a minute.
 */
export async function exchange(server: URL, step: Step): Promise<Exchanged> {
  const body = bodyBytes(step);
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>();
  const outgoing = request({
    agent: AGENT,
    hostname: server.hostname,
    port: server.port,
    method: step.method,
    path: step.path + queryText(step),
    headers: headersOf(step, body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  outgoing.once("error", (error) => {
    if (isClosedBefore(error, outgoing.reusedSocket)) exchange(server, step).then(resolve, reject);
    else reject(error);
  });
  outgoing.once("response", (answer) => {
    buffer(answer).then(
      (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
      reject,
    );
  });
  outgoing.end(body);
  return promise;
}

/** MLflow closes a connection after an answer 500 without saying so; the next request on it was never read. */
function isClosedBefore(error: Error, isReused: boolean): boolean {
  return isReused && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

function queryText(step: Step): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(step.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(key, String(item));
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}

function headersOf(step: Step, body: Uint8Array | undefined): Record<string, string> {
  const given = { ...(body === undefined ? {} : { "content-type": "application/json" }), ...step.headers };
  const kept = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...Object.fromEntries(kept), ...(body === undefined ? {} : { "content-length": String(body.length) }) };
}

function bodyBytes({ body, bytes }: Step): Uint8Array | undefined {
  if (body === undefined) return bytes;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
