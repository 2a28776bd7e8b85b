import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Header names and values in turn, as Node's `writeHead` takes them. */
export type RawHeaders = readonly string[];

/** Sends an answer that is there as a whole. */
export function sendWhole(
  response: ServerResponse,
  status: number,
  headers: RawHeaders,
  body: string | Uint8Array,
): void {
  response.writeHead(status, [...headers, "Content-Length", String(Buffer.byteLength(body))]);
  response.end(body);
}

/** Sends an answer that has no body. */
export function sendEmpty(response: ServerResponse, status: number, headers: RawHeaders): void {
  response.writeHead(status, [...headers]);
  response.end();
}

/** Answers of up to about so many characters go out as a whole. */
const SHORT = 65_536;

/**
 * Sends an answer that comes in chunks, no faster than the client reads it; a short one goes out as a whole.
 * Rejects with what the chunks throw. When that happens after the first one was sent, the connection is cut, so that
 * the client can't take a part for the whole. A client that goes away ends the chunks early and is no error.
 */
export async function sendChunks(
  response: ServerResponse,
  status: number,
  headers: RawHeaders,
  chunks: AsyncIterable<string>,
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start = "";
  while (start.length < SHORT) {
    const next = await iterator.next();
    if (next.done) return sendWhole(response, status, headers, start);
    start += next.value;
  }
  response.writeHead(status, [...headers]);
  const body = Readable.from(resumed(start, iterator), { objectMode: false });
  try {
    await pipeline(body, response);
  } catch (error) {
    if (!isPrematureClose(error)) throw error;
  }
}

async function* resumed(start: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Whether a stream ended since the client went away. */
export function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
