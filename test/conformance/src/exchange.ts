import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { Step } from "./case.ts";
import type { Json } from "./json.ts";

/** An HTTP answer, its body as text. */
export interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const TIMEOUT_MS = 60_000;
const AGENT = new Agent({ keepAlive: true, scheduling: "lifo" });

/**
 * One HTTP request, exactly as the step says: unlike `fetch`, it adds no headers, and a step may set Host.
 * Throws when no answer comes within a minute.
 */
export async function exchange(server: URL, step: Step): Promise<Exchanged> {
  const body = bodyBytes(step.body);
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
  outgoing.once("error", reject);
  outgoing.once("response", (answer) => {
    readText(answer).then((text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }), reject);
  });
  outgoing.end(body);
  return promise;
}

function queryText(step: Step): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(step.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) query.append(key, String(item));
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}

function headersOf(step: Step, body: Buffer | undefined): Record<string, string> {
  const given = { ...(body === undefined ? {} : { "content-type": "application/json" }), ...step.headers };
  const kept = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...Object.fromEntries(kept), ...(body === undefined ? {} : { "content-length": String(body.length) }) };
}

function bodyBytes(body: Json | undefined): Buffer | undefined {
  if (body === undefined) return undefined;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
