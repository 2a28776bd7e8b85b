import { type AnyEndpoint, invalidParameter, MillraceError } from "@millrace/contract";
import { readAnswer } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { answeredFailure, type Failure, networkFailure } from "./failure.ts";
import type { CallOptions } from "./options.ts";
import { type OutgoingRequest, outgoingRequest } from "./request.ts";
import { pause, retryDelay } from "./retry.ts";
import { Watch } from "./watch.ts";

/** The slowest connection on which an upload still gets through. */
const LEAST_BYTES_PER_MS = 20;

/**
 * Calls an endpoint and gives its answer. A call that fails for a reason that may pass is tried again, unless the
 * server might then do twice what it should do once.
 * @throws MillraceError, or the signal's reason when it is aborted
 */
export async function call(
  connection: Connection,
  endpoint: AnyEndpoint,
  request: object,
  options: CallOptions,
): Promise<unknown> {
  const outgoing = outgoingRequest(endpoint, request);
  const headers = headersOf(connection, outgoing, options);
  const retries = outgoing.body instanceof ReadableStream ? 0 : (options.retries ?? connection.retries);
  for (let triesBefore = 0; ; triesBefore += 1) {
    const watch = new Watch(connection.uri, options.timeoutMs ?? connection.timeoutMs, options.signal);
    const outcome = await attempt({ connection, endpoint, outgoing, headers, watch });
    if (!("error" in outcome)) return outcome.answer;
    watch.end();
    const delay = triesBefore < retries ? retryDelay(endpoint, outcome, triesBefore) : undefined;
    if (delay === undefined) throw outcome.error;
    await pause(delay, options.signal);
  }
}

interface Try {
  readonly connection: Connection;
  readonly endpoint: AnyEndpoint;
  readonly outgoing: OutgoingRequest;
  readonly headers: Headers;
  readonly watch: Watch;
}

/** Tries once. Throws what no further try would change. */
async function attempt(one: Try): Promise<{ readonly answer: unknown } | Failure> {
  const { connection, endpoint, outgoing, watch } = one;
  const { uri } = connection;
  try {
    const response = await watch.over(connection.fetch(fetchRequest(one)), sendingMs(outgoing));
    if (!response.ok) return await answeredFailure(response, watch, `${endpoint.name} at ${uri}`);
    return { answer: await readAnswer(endpoint, response, watch, uri) };
  } catch (error) {
    const isFinal = watch.isCancelled || (error instanceof MillraceError && !watch.signal.aborted);
    if (!isFinal) return networkFailure(error, uri);
    watch.end();
    throw error;
  }
}

function fetchRequest({ connection, endpoint, outgoing, headers, watch }: Try): Request {
  const { method } = endpoint;
  const body = outgoing.body instanceof ReadableStream ? outgoing.body.pipeThrough(watch.progress()) : outgoing.body;
  return new Request(connection.uri + outgoing.path, {
    method,
    headers,
    body: body ?? null,
    signal: watch.signal,
    // Streams go out while they are read, which has to be said.
    duplex: "half",
    // Platforms follow many redirects of a POST with a GET, which would ask for something else.
    redirect: method === "GET" ? "follow" : "manual",
  });
}

/** How long a body may take to send, in milliseconds, before the wait for the answer begins; a stream shows that it moves. */
function sendingMs({ body }: OutgoingRequest): number {
  const size = body instanceof Blob ? body.size : body instanceof Uint8Array ? body.length : 0;
  return size / LEAST_BYTES_PER_MS;
}

function headersOf(connection: Connection, outgoing: OutgoingRequest, options: CallOptions): Headers {
  const headers = new Headers();
  if (outgoing.contentType !== undefined) headers.set("content-type", outgoing.contentType);
  for (const [name, value] of Object.entries({ ...connection.headers, ...options.headers })) {
    try {
      headers.set(name, value);
    } catch {
      // The platform's complaint would show the value, which may be a secret.
      throw invalidParameter(`The header '${name}' has a name or value that HTTP can't carry.`);
    }
  }
  return headers;
}
